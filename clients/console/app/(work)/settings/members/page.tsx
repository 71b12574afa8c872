'use client';
import { MemberSettings } from '../../../../features/members/members.tsx';

export default function MembersSettingsPage() {
  return <MemberSettings />;
}
