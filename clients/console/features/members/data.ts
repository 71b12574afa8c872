'use client';
import { useQuery } from '@tanstack/react-query';
import type { Colleague } from '../../../sdk/src/members.ts';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';

export const membersKey = (organizationId: string) => ['members', organizationId];

/** The people of the organization. */
export function useMembers() {
  const client = useClient();
  const { organization } = useWorkspace();
  return useQuery({
    queryKey: membersKey(organization.id),
    queryFn: () => client.members.people(organization.id),
    staleTime: 60_000,
  });
}

/** What a colleague is called: the name that was told, else the part of the e-mail before the at sign. */
export function memberName({ name, email }: Pick<Colleague, 'name' | 'email'>): string {
  return name || email.split('@')[0] || email;
}

/** What colleagues are called, for lists to pick from. */
export function useMemberNames(): { id: string; name: string }[] {
  const members = useMembers();
  return (members.data ?? [])
    .filter(({ status }) => status === 'active')
    .map((member) => ({ id: member.member_id, name: memberName(member) }));
}

/** Where an invitation is taken. Its token stands behind the #, so that no server's log keeps it. */
export function invitationLink(token: string): string {
  return `${window.location.origin}/invitation/#token=${encodeURIComponent(token)}`;
}
