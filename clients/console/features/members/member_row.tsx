'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ellipsis } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Member } from '../../../sdk/src/members.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuLine } from '../../ui/menu.tsx';
import { useClient, useSession } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { membersKey } from './data.ts';
import { useRoles } from './roles.ts';

/** One seat and what may be done to it. The database refuses what goes beyond one's own rights, with a reason. */
export function MemberRow({ member, mayManage }: { member: Member; mayManage: boolean }) {
  const { t } = useTranslation('settings');
  const client = useClient();
  const queries = useQueryClient();
  const { user } = useSession();
  const { organization } = useWorkspace();
  const roles = useRoles();
  const isMe = member.user_id === user?.id;
  const name = isMe
    ? (user?.email ?? '')
    : `${t(`role.${member.role_key as 'owner'}`, member.role_key)} ${member.id.slice(-4)}`;
  const change = useMutation({
    mutationFn: (action: () => Promise<unknown>) => action(),
    onSuccess: () => queries.invalidateQueries({ queryKey: membersKey(organization.id) }),
    onError: (error) => toast.error(error.message),
  });
  return (
    <li className="flex items-center gap-3 px-4 py-2.5">
      <Avatar name={name} />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">
          {name} {isMe && <span className="font-normal text-ink-soft">({t('members.you')})</span>}
        </p>
        <p className="truncate text-ink-soft text-xs">
          {member.all_brands ? t('members.allBrands') : t('members.someBrands')}
        </p>
      </div>
      {member.status === 'disabled' && <Badge tone="warn">{t('members.disabled')}</Badge>}
      <Badge tone={member.role_key === 'owner' ? 'accent' : 'neutral'}>
        {t(`role.${member.role_key as 'owner'}`, member.role_key)}
      </Badge>
      {mayManage && !isMe && (
        <Menu
          trigger={
            <Button
              tone="quiet"
              size="icon-sm"
              aria-label={t('members.change', { name })}
              busy={change.isPending}
            >
              <Ellipsis />
            </Button>
          }
        >
          <MenuLabel>{t('members.role')}</MenuLabel>
          {roles.map(({ key, label }) => (
            <MenuChoice
              key={key}
              chosen={key === member.role_key}
              onSelect={() => change.mutate(() => client.members.change(member.id, { role: key }))}
            >
              {label}
            </MenuChoice>
          ))}
          <MenuLine />
          <MenuItem
            onSelect={() =>
              change.mutate(() =>
                client.members.change(member.id, {
                  status: member.status === 'active' ? 'disabled' : 'active',
                }),
              )
            }
          >
            {member.status === 'active' ? t('members.disable') : t('members.enable')}
          </MenuItem>
          <MenuItem onSelect={() => change.mutate(() => client.members.remove(member.id))}>
            {t('members.remove')}
          </MenuItem>
        </Menu>
      )}
    </li>
  );
}
