'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';

export const rolesKey = (organizationId: string) => ['roles', organizationId];

/** A role as it is shown and given. */
export interface RoleChoice {
  id: string;
  key: string;
  label: string;
  permissions: string[];
  /** Made by the organization. */
  isOwn: boolean;
}

/** The roles that can be given, by the words for them. */
export function useRoles(): RoleChoice[] {
  const { t } = useTranslation('settings');
  const client = useClient();
  const { organization } = useWorkspace();
  const roles = useQuery({
    queryKey: rolesKey(organization.id),
    queryFn: () => client.roles.list(organization.id),
    staleTime: 300_000,
  });
  return (roles.data ?? []).map(({ id, key, name, permissions, organization_id }) => ({
    id,
    key,
    label: name ?? t(`role.${key as 'owner'}`, key),
    permissions,
    isOwn: organization_id !== null,
  }));
}
