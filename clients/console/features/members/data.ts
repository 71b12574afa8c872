'use client';
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';

export const membersKey = (organizationId: string) => ['members', organizationId];

/** The people of the organization. */
export function useMembers() {
  const client = useClient();
  const { organization } = useWorkspace();
  return useQuery({
    queryKey: membersKey(organization.id),
    queryFn: () => client.members.list(organization.id),
    staleTime: 60_000,
  });
}

/** What colleagues are called, for lists to pick from. */
export function useMemberNames(): { id: string; name: string }[] {
  const members = useMembers();
  return (members.data ?? [])
    .filter(({ status }) => status === 'active')
    .map(({ id, role_key }) => ({ id, name: `${role_key} ${id.slice(-4)}` }));
}
