'use client';
import { RetentionSettings } from '../../../../features/retention/retention.tsx';

export default function Page() {
  return <RetentionSettings />;
}
