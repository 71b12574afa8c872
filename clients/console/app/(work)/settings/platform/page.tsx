'use client';
import { PlatformSettings } from '../../../../features/platform/platform.tsx';

export default function PlatformSettingsPage() {
  return <PlatformSettings />;
}
