'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Lock, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, CardHeader } from '../../ui/card.tsx';
import { RowActions } from '../../ui/row_actions.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Denied, PlanLimit } from '../../ui/states.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { SectionPage } from '../settings/section_page.tsx';
import { RoleForm } from './role_form.tsx';
import { type RoleChoice, rolesKey, useRoles } from './roles.ts';

/** The roles of the organization: built-in ones, and those that it made. */
export function RoleSettings() {
  const { t } = useTranslation('settings');
  const client = useClient();
  const queries = useQueryClient();
  const { organization, may, includes } = useWorkspace();
  const roles = useRoles();
  const [editing, setEditing] = useState<RoleChoice | 'new' | null>(null);
  const remove = useMutation({
    mutationFn: (id: string) => client.roles.delete(id),
    onSuccess: () => queries.invalidateQueries({ queryKey: rolesKey(organization.id) }),
    onError: (error) => toast.error(error.message),
  });
  if (!may('members.manage')) return <Denied />;
  const mayManage = may('roles.manage') && includes('custom_roles');
  const create = mayManage && (
    <Button tone="accent" onClick={() => setEditing('new')}>
      <Plus />
      {t('roles.new')}
    </Button>
  );
  const own = roles.filter(({ isOwn }) => isOwn);
  return (
    <SectionPage title={t('section.roles')} about={t('roles.about')} actions={create}>
      <Card className="overflow-hidden">
        <CardHeader title={t('roles.own')} />
        {!includes('custom_roles') ? (
          <PlanLimit className="border-t py-8" message={t('roles.notIncluded')} />
        ) : roles.length === 0 ? (
          <SkeletonRows rows={2} />
        ) : own.length === 0 ? (
          <p className="border-t px-4 py-6 text-center text-ink-soft">{t('roles.empty')}</p>
        ) : (
          <ul className="divide-y border-t">
            {own.map((role) => (
              <li key={role.id} className="flex items-center gap-3 px-4 py-2.5">
                <RoleFacts role={role} />
                {mayManage && (
                  <RowActions
                    editLabel={t('members.change', { name: role.label })}
                    removeLabel={t('roles.remove', { name: role.label })}
                    isRemoving={remove.isPending && remove.variables === role.id}
                    onEdit={() => setEditing(role)}
                    onRemove={() => remove.mutate(role.id)}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
      </Card>
      <Card className="overflow-hidden">
        <CardHeader title={t('roles.builtIn')} />
        <ul className="divide-y border-t">
          {roles
            .filter(({ isOwn }) => !isOwn)
            .map((role) => (
              <li key={role.id} className="flex items-center gap-3 px-4 py-2.5">
                <RoleFacts role={role} />
                <Lock className="size-4 text-ink-soft" aria-label={t('roles.fixed')} />
              </li>
            ))}
        </ul>
      </Card>
      {editing !== null && (
        <RoleForm role={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </SectionPage>
  );
}

function RoleFacts({ role }: { role: RoleChoice }) {
  const { t } = useTranslation('settings');
  return (
    <div className="min-w-0 flex-1">
      <p className="flex items-center gap-2 font-medium">
        <span className="truncate">{role.label}</span>
        <Badge>{t('roles.count', { count: role.permissions.length })}</Badge>
      </p>
      <p className="truncate text-ink-soft text-xs">
        {t(`roleAbout.${role.key as 'owner'}`, role.permissions.join(', '))}
      </p>
    </div>
  );
}
