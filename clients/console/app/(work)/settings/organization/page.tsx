'use client';
import { OrganizationSettings } from '../../../../features/settings/organization.tsx';

export default function OrganizationSettingsPage() {
  return <OrganizationSettings />;
}
