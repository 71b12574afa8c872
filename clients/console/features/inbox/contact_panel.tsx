'use client';
import { useTranslation } from 'react-i18next';
import type { Contact } from '../../../sdk/src/contacts.ts';
import type { Conversation } from '../../../sdk/src/conversations.ts';
import { useFormat } from '../../lib/format.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { NavLink } from '../../ui/nav_link.tsx';
import { ConsentPanel } from '../consent/panel.tsx';
import { ContactFacts } from '../contacts/facts.tsx';
import { nameOf } from '../contacts/name.ts';
import { ConversationNotes } from './notes.tsx';

/** Who the other side is: what is known, what they agreed to, what colleagues noted. */
export function ContactPanel({
  contact,
  conversation,
}: {
  contact: Contact | null;
  conversation: Conversation;
}) {
  const { t } = useTranslation(['inbox', 'common']);
  const format = useFormat();
  if (contact === null) return <p className="p-4 text-ink-soft">{t('common:contactUnknown')}</p>;
  const name = nameOf(contact) ?? t('common:contactUnknown');
  return (
    <div className="divide-y">
      <div className="grid justify-items-center gap-1 px-4 py-5 text-center">
        <Avatar name={name} className="size-14 text-base" />
        <p className="mt-1 max-w-full truncate font-semibold text-base">{name}</p>
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
