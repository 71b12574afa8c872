'use client';
import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, MessagesSquare } from 'lucide-react';
import Link from 'next/link';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, CardHeader } from '../../ui/card.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Denied, Gone, Problem } from '../../ui/states.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { ContactLists } from './contact_lists.tsx';
import { ContactFacts } from './facts.tsx';
import { nameOf } from './name.ts';
import { Timeline } from './timeline.tsx';

/** Everything about one contact. */
export function ContactPage({ contactId }: { contactId: string }) {
  const { t } = useTranslation(['contacts', 'common', 'inbox']);
  const client = useClient();
  const format = useFormat();
  const { brand, may } = useWorkspace();
  const contact = useQuery({
    queryKey: ['contact', contactId],
    queryFn: async () => (await client.contacts.getMany([contactId]))[0] ?? null,
    enabled: may('contacts.view'),
  });
  const conversations = useQuery({
    queryKey: ['conversations-of', contactId],
    queryFn: () => client.conversations.list({ contactId }),
    enabled: may('conversations.view'),
  });
  if (!may('contacts.view')) return <Denied />;
  if (contact.error) return <Problem error={contact.error} retry={() => void contact.refetch()} />;
  if (contact.data === null || (contact.data && contact.data.brand_id !== brand.id)) return <Gone />;
  const name = contact.data && (nameOf(contact.data) ?? t('common:contactUnknown'));
  const latest = conversations.data?.[0];
  return (
    <div className="mx-auto w-full max-w-6xl px-4 pt-4 pb-10 sm:px-6">
      <Link
        href="/contacts/"
        className="mb-2 inline-flex items-center gap-1 rounded text-[0.8125rem] text-ink-soft hover:text-ink"
      >
        <ChevronLeft className="size-4 rtl:rotate-180" aria-hidden />
        {t('title')}
      </Link>
      <header className="mb-5 flex flex-wrap items-center gap-4">
        {name ? (
          <Avatar name={name} className="size-12 text-base" />
        ) : (
          <Skeleton className="size-12 rounded-full" />
        )}
        <div className="min-w-0 flex-1">
          <h1 className="truncate font-semibold text-xl tracking-tight">
            {name ?? <Skeleton className="h-7 w-48" />}
          </h1>
          {contact.data?.last_inbound_at && (
            <p className="text-ink-soft">
              {t('inbox:lastSeen', { time: format.relative(contact.data.last_inbound_at) })}
            </p>
          )}
        </div>
        {latest && (
          <Button asChild>
            <Link href={`/inbox/?c=${latest.id}`}>
              <MessagesSquare />
              {t('openConversation')}
              {latest.unread_count > 0 && <Badge tone="accent">{latest.unread_count}</Badge>}
            </Link>
          </Button>
        )}
      </header>
      <div className="grid items-start gap-4 lg:grid-cols-[20rem_1fr]">
        <Card>
          <CardHeader title={t('facts')} />
          <div className="px-4 pb-4">
            {contact.data ? <ContactFacts contact={contact.data} /> : <Skeleton className="h-32" />}
          </div>
          <ContactLists contactId={contactId} className="border-t p-4" />
        </Card>
        <Timeline conversations={conversations.data} />
      </div>
    </div>
  );
}
