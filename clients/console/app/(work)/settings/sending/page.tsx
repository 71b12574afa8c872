'use client';
import { SendingSettings } from '../../../../features/sending/settings.tsx';

export default function SendingSettingsPage() {
  return <SendingSettings />;
}
