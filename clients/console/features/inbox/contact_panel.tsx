'use client';
import { useTranslation } from 'react-i18next';
import type { Contact } from '../../../sdk/src/contacts.ts';
import type { Conversation } from '../../../sdk/src/conversations.ts';
import { useFormat } from '../../lib/format.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { NavLink } from '../../ui/nav_link.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ConsentPanel } from '../consent/panel.tsx';
import { ContactFacts } from '../contacts/facts.tsx';
import { nameOf } from '../contacts/name.ts';
import { ConversationNotes } from './notes.tsx';

/** Who the other side is: what is known, what they agreed to, what colleagues noted. */
export function ContactPanel({
  contact,
  conversation,
}: {
  /** Undefined while it is read. */
  contact: Contact | null | undefined;
  conversation: Conversation;
}) {
  const { t } = useTranslation(['inbox', 'common']);
  const format = useFormat();
  if (contact === undefined) return <PanelSkeleton />;
  if (contact === null) return <p className="p-4 text-ink-soft">{t('common:contactUnknown')}</p>;
  const name = nameOf(contact) ?? t('common:contactUnknown');
  return (
    <div className="divide-y">
      <div className="grid justify-items-center gap-1 px-4 py-5 text-center">
        <Avatar name={name} className="size-14 text-base" />
        <p className="mt-1 line-clamp-2 max-w-full break-words font-semibold text-base">{name}</p>
        {contact.last_inbound_at && (
          <p className="text-ink-soft text-xs">
            {t('lastSeen', { time: format.relative(contact.last_inbound_at) })}
          </p>
        )}
        <Button asChild size="sm" className="mt-2">
          <NavLink href={`/contacts/view/?id=${contact.id}`}>{t('openContact')}</NavLink>
        </Button>
      </div>
      <div className="p-4">
        <ContactFacts contact={contact} />
      </div>
      <ConsentPanel contactId={contact.id} className="p-4" />
      <ConversationNotes conversationId={conversation.id} className="p-4" />
    </div>
  );
}

/** As tall as what comes. */
function PanelSkeleton() {
  return (
    <div className="divide-y" aria-busy="true">
      <div className="grid justify-items-center gap-2 px-4 py-5">
        <Skeleton className="size-14 rounded-full" />
        <Skeleton className="mt-1 h-5 w-36" />
        <Skeleton className="h-3.5 w-24" />
        <Skeleton className="mt-1 h-8 w-28" />
      </div>
      <div className="grid gap-2.5 p-4">
        {['w-3/4', 'w-1/2', 'w-2/3', 'w-3/5'].map((width) => (
          <Skeleton key={width} className={`h-4 ${width}`} />
        ))}
      </div>
    </div>
  );
}
