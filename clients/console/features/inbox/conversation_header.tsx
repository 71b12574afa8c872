'use client';
import { useMutation } from '@tanstack/react-query';
import { Check, ChevronLeft, PanelRight, RotateCcw, UserRoundPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Contact } from '../../../sdk/src/contacts.ts';
import type { Conversation } from '../../../sdk/src/conversations.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { Menu, MenuChoice } from '../../ui/menu.tsx';
import { nameOf } from '../contacts/name.ts';
import { useMemberNames } from '../members/data.ts';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { WindowCountdown } from './window_countdown.tsx';

interface HeaderProps {
  conversation: Conversation;
  contact: Contact | null;
  onClose: () => void;
  onChanged: () => void;
  onShowContact: () => void;
}

/** Who one writes with, how long freely, whose it is, and closing it. */
export function ConversationHeader({
  conversation,
  contact,
  onClose,
  onChanged,
  onShowContact,
}: HeaderProps) {
  const { t } = useTranslation(['inbox', 'common']);
  const client = useClient();
  const { may } = useWorkspace();
  const name = (contact && nameOf(contact)) ?? t('common:contactUnknown');
  const isClosed = conversation.status === 'closed';
  const change = useMutation({
    mutationFn: () =>
      isClosed ? client.conversations.reopen(conversation.id) : client.conversations.close(conversation.id),
    onSuccess: onChanged,
    onError: (error) => toast.error(error.message),
  });
  return (
    <header className="flex min-h-14 shrink-0 items-center gap-2 border-b bg-surface px-2 py-2 sm:gap-3 sm:px-4">
      <Button
        tone="quiet"
        size="icon-sm"
        className="lg:hidden"
        aria-label={t('common:back')}
        onClick={onClose}
      >
        <ChevronLeft className="rtl:rotate-180" />
      </Button>
      <Avatar name={name} className="hidden sm:grid" />
      <div className="min-w-0 flex-1">
        <h2 className="truncate font-semibold">{name}</h2>
        <div className="sm:hidden">
          <WindowCountdown expiresAt={conversation.window_expires_at} />
        </div>
        {contact?.name && (
          <p className="tabular hidden truncate text-ink-soft text-xs sm:block" dir="ltr">
            <span className="block text-start">{contact.phone ?? contact.username}</span>
          </p>
        )}
      </div>
      <div className="hidden sm:block">
        <WindowCountdown expiresAt={conversation.window_expires_at} />
      </div>
      <Assign conversation={conversation} onChanged={onChanged} />
      {may('conversations.reply') && (
        <Button
          size="sm"
          busy={change.isPending}
          onClick={() => change.mutate()}
          aria-label={isClosed ? t('reopen') : t('close')}
        >
          {isClosed ? <RotateCcw /> : <Check />}
          <span className="hidden sm:inline">{isClosed ? t('reopen') : t('close')}</span>
        </Button>
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

function Assign({ conversation, onChanged }: { conversation: Conversation; onChanged: () => void }) {
  const { t } = useTranslation('inbox');
  const client = useClient();
  const { organization, may } = useWorkspace();
  const members = useMemberNames();
  const assign = useMutation({
    mutationFn: (memberId: string | null) => client.conversations.assign(conversation.id, memberId),
    onSuccess: onChanged,
    onError: (error) => toast.error(error.message),
  });
  const mayAssign = may('conversations.assign');
  const others = members.filter(({ id }) => id !== organization.member_id);
  const holder = members.find(({ id }) => id === conversation.assigned_to);
  const isMine = conversation.assigned_to === organization.member_id;
  const words = isMine ? t('assignedToMe') : (holder?.name ?? t('assign'));
  if (!mayAssign && !may('conversations.reply')) return null;
  return (
    <Menu
      trigger={
        <Button size="sm" tone="plain" busy={assign.isPending} aria-label={t('assignLabel', { name: words })}>
          <UserRoundPlus />
          <span className="hidden max-w-28 truncate md:inline">{words}</span>
        </Button>
      }
    >
      <MenuChoice chosen={isMine} onSelect={() => assign.mutate(organization.member_id)}>
        {t('me')}
      </MenuChoice>
      {mayAssign &&
        others.map(({ id, name }) => (
          <MenuChoice key={id} chosen={id === conversation.assigned_to} onSelect={() => assign.mutate(id)}>
            {name}
          </MenuChoice>
        ))}
      <MenuChoice chosen={conversation.assigned_to === null} onSelect={() => assign.mutate(null)}>
        {t('nobody')}
      </MenuChoice>
    </Menu>
  );
}
