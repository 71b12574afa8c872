'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Check, ChevronLeft, PanelRight, RotateCcw, UserRoundPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Contact } from '../../../sdk/src/contacts.ts';
import type { Conversation } from '../../../sdk/src/conversations.ts';
import { useFormat } from '../../lib/format.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Menu, MenuChoice } from '../../ui/menu.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { LabelChip } from '../contacts/label_chip.tsx';
import { nameOf } from '../contacts/name.ts';
import { useMemberNames } from '../members/data.ts';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { useKeys } from './keys.ts';
import { LabelMenu, useWornLabels } from './label_menu.tsx';
import { KEYS } from './shortcuts.tsx';
import { SnoozeMenu } from './snooze_menu.tsx';
import { useInboxTeam } from './team.ts';
import { WindowCountdown } from './window_countdown.tsx';

interface HeaderProps {
  conversation: Conversation;
  /** Undefined while it is read. */
  contact: Contact | null | undefined;
  onClose: () => void;
  onChanged: () => void;
  onShowContact: () => void;
}

/** A change of the conversation, and how it looks until the server has answered. */
interface Change {
  act: () => Promise<Conversation>;
  shown: Partial<Conversation>;
}

type OpenMenu = 'assign' | 'label' | 'snooze' | null;

/** Who one writes with, how long freely, whose it is, and what becomes of the conversation. */
export function ConversationHeader(props: HeaderProps) {
  const { conversation, contact, onClose, onChanged, onShowContact } = props;
  const { t } = useTranslation(['inbox', 'common']);
  const client = useClient();
  const queries = useQueryClient();
  const { organization, may } = useWorkspace();
  const [menu, setMenu] = useState<OpenMenu>(null);
  const { id, status, window_expires_at } = conversation;
  const name = (contact && nameOf(contact)) ?? t('common:contactUnknown');
  const isClosed = status === 'closed';
  const mayReply = may('conversations.reply');

  const queryKey = ['conversation', id];
  const change = useMutation({
    mutationFn: ({ act }: Change) => act(),
    // Shown as if it had succeeded already, and taken back when it did not.
    async onMutate({ shown }) {
      await queries.cancelQueries({ queryKey });
      const before = queries.getQueryData<Conversation>(queryKey);
      queries.setQueryData(queryKey, { ...conversation, ...shown });
      return { before };
    },
    onSuccess: (changed) => queries.setQueryData(queryKey, changed),
    onError(error, _change, context) {
      queries.setQueryData(queryKey, context?.before);
      toast.error(t('takenBack', { reason: error.message }));
    },
    onSettled: onChanged,
  });
  const { conversations } = client;
  const act = {
    close: () =>
      change.mutate({
        act: () => (isClosed ? conversations.reopen(id) : conversations.close(id)),
        shown: { status: isClosed ? 'open' : 'closed' },
      }),
    assign: (memberId: string | null) =>
      change.mutate({ act: () => conversations.assign(id, memberId), shown: { assigned_to: memberId } }),
    snooze: (until: Date) =>
      change.mutate({
        act: () => conversations.snooze(id, until),
        shown: { status: 'snoozed', snoozed_until: until.toISOString() },
      }),
    hold: () => change.mutate({ act: () => conversations.hold(id), shown: { status: 'pending' } }),
  };
  useKeys(
    mayReply
      ? {
          [KEYS.close]: act.close,
          [KEYS.take]: () => act.assign(organization.member_id),
          [KEYS.assign]: () => setMenu('assign'),
          [KEYS.label]: () => setMenu('label'),
          [KEYS.snooze]: () => setMenu('snooze'),
        }
      : {},
  );
  const menuProps = (which: OpenMenu) => ({
    open: menu === which,
    onOpenChange: (open: boolean) => setMenu(open ? which : null),
  });

  return (
    <header className="flex min-h-15 shrink-0 items-center gap-1 border-b bg-surface px-2 py-2 sm:gap-1.5 sm:px-4">
      <Button
        tone="quiet"
        size="icon-sm"
        className="lg:hidden"
        aria-label={t('common:back')}
        onClick={onClose}
      >
        <ChevronLeft className="rtl:rotate-180" />
      </Button>
      {contact === undefined ? (
        <Skeleton className="me-1.5 hidden size-9 shrink-0 rounded-full sm:block" />
      ) : (
        <Avatar name={name} className="me-1.5 hidden sm:grid" />
      )}
      <div className="min-w-0 flex-1">
        <div className="flex min-w-0 items-center gap-2">
          {contact === undefined ? (
            <Skeleton className="my-0.5 h-4 w-32" />
          ) : (
            <h2 className="truncate font-semibold">{name}</h2>
          )}
          <StatusBadge conversation={conversation} />
          <Presence conversationId={id} />
        </div>
        <div className="mt-0.5 flex min-w-0 items-center gap-1.5 overflow-hidden">
          <WindowCountdown expiresAt={window_expires_at} />
          <span className="hidden min-w-0 gap-1.5 sm:flex">
            <WornLabels conversationId={id} />
          </span>
        </div>
      </div>
      {mayReply && (
        <>
          <Assign
            conversation={conversation}
            busy={change.isPending}
            onAssign={act.assign}
            {...menuProps('assign')}
          />
          <span className="hidden sm:contents">
            <LabelMenu conversationId={id} onChanged={onChanged} {...menuProps('label')} />
          </span>
          <SnoozeMenu busy={false} onSnooze={act.snooze} onHold={act.hold} {...menuProps('snooze')} />
          <Button
            size="sm"
            disabled={change.isPending}
            onClick={act.close}
            aria-label={isClosed ? t('reopen') : t('close')}
          >
            {isClosed ? <RotateCcw /> : <Check />}
            <span className="hidden md:inline">{isClosed ? t('reopen') : t('close')}</span>
          </Button>
        </>
      )}
      <Button
        tone="quiet"
        size="icon-sm"
        className="min-[1400px]:hidden"
        aria-label={t('showContact')}
        onClick={onShowContact}
      >
        <PanelRight className="rtl:rotate-180" />
      </Button>
    </header>
  );
}

/** Says what an open conversation need not say: that it waits, is put away, or is done. */
function StatusBadge({ conversation: { status, snoozed_until } }: { conversation: Conversation }) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  if (status === 'open') return null;
  const isAway = status === 'snoozed' && snoozed_until !== null;
  return (
    <Badge tone={status === 'closed' ? 'neutral' : 'info'} className="shrink-0">
      {isAway
        ? t('snoozedUntil', { time: format.recentOrComing(snoozed_until) })
        : t(`filter.${status as 'closed'}`)}
    </Badge>
  );
}

function WornLabels({ conversationId }: { conversationId: string }) {
  return useWornLabels(conversationId)
    .slice(0, 3)
    .map((label) => <LabelChip key={label.id} label={label} />);
}

/** Colleagues who look at the same conversation, and who types an answer. */
function Presence({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation('inbox');
  const team = useInboxTeam();
  const people = useMemberNames();
  const nameIn = (id: string) => people.find((one) => one.id === id)?.name ?? t('colleague');
  const typing = team.typingIn(conversationId).map(nameIn);
  const looking = team.lookingAt(conversationId).map(nameIn);
  return (
    <span className="flex min-w-0 items-center gap-1 text-xs" aria-live="polite">
      {looking.slice(0, 3).map((name, i) => (
        <span
          key={`${i}${name}`}
          title={t('looksToo', { name })}
          className="-me-1.5 rounded-full ring-2 ring-surface"
        >
          <Avatar name={name} className="size-5 text-[0.5rem]" />
          <span className="sr-only">{t('looksToo', { name })}</span>
        </span>
      ))}
      {typing[0] !== undefined && (
        <span className="ms-1.5 truncate text-accent-text">{t('colleagueTypes', { name: typing[0] })}</span>
      )}
    </span>
  );
}

interface AssignProps {
  conversation: Conversation;
  busy: boolean;
  onAssign: (memberId: string | null) => void;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

function Assign({ conversation, busy, onAssign, open, onOpenChange }: AssignProps) {
  const { t } = useTranslation('inbox');
  const { organization, may } = useWorkspace();
  const members = useMemberNames();
  const mayAssign = may('conversations.assign');
  const others = members.filter(({ id }) => id !== organization.member_id);
  const holder = members.find(({ id }) => id === conversation.assigned_to);
  const isMine = conversation.assigned_to === organization.member_id;
  const words = isMine ? t('assignedToMe') : (holder?.name ?? t('assign'));
  return (
    <Menu
      open={open}
      onOpenChange={onOpenChange}
      trigger={
        <Button size="sm" tone="plain" disabled={busy} aria-label={t('assignLabel', { name: words })}>
          <UserRoundPlus />
          <span className="hidden max-w-28 truncate md:inline">{words}</span>
        </Button>
      }
    >
      <MenuChoice chosen={isMine} onSelect={() => onAssign(organization.member_id)}>
        {t('me')}
      </MenuChoice>
      {mayAssign &&
        others.map(({ id, name }) => (
          <MenuChoice key={id} chosen={id === conversation.assigned_to} onSelect={() => onAssign(id)}>
            {name}
          </MenuChoice>
        ))}
      <MenuChoice chosen={conversation.assigned_to === null} onSelect={() => onAssign(null)}>
        {t('nobody')}
      </MenuChoice>
    </Menu>
  );
}
