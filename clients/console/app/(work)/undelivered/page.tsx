'use client';
import { Undelivered } from '../../../features/undelivered/page.tsx';

export default function UndeliveredPage() {
  return <Undelivered />;
}
