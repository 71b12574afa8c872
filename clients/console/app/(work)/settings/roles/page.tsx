'use client';
import { RoleSettings } from '../../../../features/members/role_settings.tsx';

export default function Page() {
  return <RoleSettings />;
}
