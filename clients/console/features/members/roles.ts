'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';

/** The roles that can be given, by the words for them. */
export function useRoles(): { key: string; label: string; permissions: string[]; isOwn: boolean }[] {
  const { t } = useTranslation('settings');
  const client = useClient();
  const { organization } = useWorkspace();
  const roles = useQuery({
    queryKey: ['roles', organization.id],
    queryFn: () => client.roles.list(organization.id),
    staleTime: 300_000,
  });
  return (roles.data ?? []).map(({ key, name, permissions, organization_id }) => ({
    key,
    label: name ?? t(`role.${key as 'owner'}`, key),
    permissions,
    isOwn: organization_id !== null,
  }));
}
