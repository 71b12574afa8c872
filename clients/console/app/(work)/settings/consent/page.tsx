'use client';
import { ConsentSettings } from '../../../../features/consent/consent_settings.tsx';

export default function Page() {
  return <ConsentSettings />;
}
