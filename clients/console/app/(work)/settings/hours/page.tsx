'use client';
import { HourSettings } from '../../../../features/routing/hours.tsx';

export default function Page() {
  return <HourSettings />;
}
