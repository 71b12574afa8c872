'use client';
import { NumberSettings } from '../../../../features/channels/numbers.tsx';

export default function NumbersSettingsPage() {
  return <NumberSettings />;
}
