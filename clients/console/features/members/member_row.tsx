'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Colleague } from '../../../sdk/src/members.ts';
import { useFormat } from '../../lib/format.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/cn.ts';
import { ConfirmTyped } from '../../ui/confirm_typed.tsx';
import { Menu, MenuItem, MenuLine } from '../../ui/menu.tsx';
import { useClient, useSession } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { memberName, membersKey } from './data.ts';
import { MemberForm } from './member_form.tsx';
import { useRoles } from './roles.ts';

const DOTS: Record<string, string> = { online: 'bg-good', away: 'bg-warn', offline: 'bg-line-strong' };

/** One seat and what may be done to it. The database refuses what goes beyond one's own rights, with a reason. */
export function MemberRow({ member, mayManage }: { member: Colleague; mayManage: boolean }) {
  const { t } = useTranslation(['settings', 'common']);
  const client = useClient();
  const queries = useQueryClient();
  const format = useFormat();
  const { user } = useSession();
  const { organization, hasBrands } = useWorkspace();
  const roles = useRoles();
  const [open, setOpen] = useState<'edit' | 'owner' | 'remove' | null>(null);
  const isMe = member.user_id === user?.id;
  const name = memberName(member);
  const role = roles.find(({ key }) => key === member.role_key)?.label ?? member.role_key;
  const brands = organization.brands.filter(({ id }) => member.brand_ids?.includes(id));
  const change = useMutation({
    mutationFn: (action: () => Promise<unknown>) => action(),
    onSuccess: () => queries.invalidateQueries({ queryKey: membersKey(organization.id) }),
    onError: (error) => toast.error(error.message),
    onSettled: () => setOpen(null),
  });
  return (
    <li className="flex items-center gap-3 px-4 py-2.5">
      <span className="relative">
        <Avatar name={name} />
        <span
          role="img"
          aria-label={t(`common:user.${member.availability as 'online'}`, member.availability)}
          className={cn(
            'absolute end-0 bottom-0 size-2.5 rounded-full ring-2 ring-surface',
            DOTS[member.availability],
          )}
        />
      </span>
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">
          {name} {isMe && <span className="font-normal text-ink-soft">({t('members.you')})</span>}
        </p>
        <p className="truncate text-ink-soft text-xs">
          {[
            member.email,
            hasBrands &&
              (member.all_brands
                ? t('members.allBrands')
                : brands.map((brand) => brand.name).join(', ') || t('members.someBrands')),
            member.last_seen_at && t('members.seen', { time: format.relative(member.last_seen_at) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      {member.status === 'disabled' && <Badge tone="warn">{t('members.disabled')}</Badge>}
      <Badge tone={member.role_key === 'owner' ? 'accent' : 'neutral'}>{role}</Badge>
      {mayManage && !isMe && (
        <Menu
          trigger={
            <Button
              tone="quiet"
              size="icon-sm"
              aria-label={t('members.change', { name })}
              busy={change.isPending}
            >
              {!change.isPending && <Ellipsis />}
            </Button>
          }
        >
          <MenuItem onSelect={() => setOpen('edit')}>{t('members.edit')}</MenuItem>
          {organization.role_key === 'owner' && member.status === 'active' && (
            <MenuItem onSelect={() => setOpen('owner')}>{t('members.makeOwner')}</MenuItem>
          )}
          <MenuItem
            onSelect={() =>
              change.mutate(() =>
                client.members.change(member.member_id, {
                  status: member.status === 'active' ? 'disabled' : 'active',
                }),
              )
            }
          >
            {member.status === 'active' ? t('members.disable') : t('members.enable')}
          </MenuItem>
          <MenuLine />
          <MenuItem className="text-bad" onSelect={() => setOpen('remove')}>
            {t('members.remove')}
          </MenuItem>
        </Menu>
      )}
      {open === 'edit' && <MemberForm member={member} onClose={() => setOpen(null)} />}
      <ConfirmTyped
        open={open === 'owner'}
        onOpenChange={() => setOpen(null)}
        title={t('members.ownerTitle', { name })}
        about={t('members.ownerAbout')}
        word={name}
        action={t('members.makeOwner')}
        busy={change.isPending}
        onConfirm={() =>
          change.mutate(async () => {
            await client.members.transferOwnership(member.member_id);
            // One's own rights are others now.
            await queries.invalidateQueries({ queryKey: ['context'] });
          })
        }
      />
      <ConfirmTyped
        open={open === 'remove'}
        onOpenChange={() => setOpen(null)}
        title={t('members.removeTitle', { name })}
        about={t('members.removeAbout')}
        word={name}
        action={t('members.remove')}
        busy={change.isPending}
        onConfirm={() => change.mutate(() => client.members.remove(member.member_id))}
      />
    </li>
  );
}
