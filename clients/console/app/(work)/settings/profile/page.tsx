'use client';
import { ProfileSettings } from '../../../../features/settings/profile.tsx';

export default function ProfileSettingsPage() {
  return <ProfileSettings />;
}
