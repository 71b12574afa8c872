'use client';
import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, MessagesSquare, Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, CardHeader } from '../../ui/card.tsx';
import { NavLink } from '../../ui/nav_link.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Denied, Gone, Problem } from '../../ui/states.tsx';
import { ConsentPanel } from '../consent/panel.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { ContactActions } from './contact_actions.tsx';
import { ContactEdit } from './contact_edit.tsx';
import { ContactLists } from './contact_lists.tsx';
import { DataCopies, ErasureReceipt, useDataRequests } from './data_requests.tsx';
import { ContactFacts } from './facts.tsx';
import { MergeNotice } from './merge_notice.tsx';
import { nameOf } from './name.ts';
import { Timeline } from './timeline.tsx';

/** Everything about one contact. */
export function ContactPage({ contactId }: { contactId: string }) {
  const { t } = useTranslation(['contacts', 'common', 'inbox']);
  const client = useClient();
  const format = useFormat();
  const { brand, may } = useWorkspace();
  const [isEditing, setEditing] = useState(false);
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
  const requests = useDataRequests(contactId);
  if (!may('contacts.view')) return <Denied />;
  if (contact.error) return <Problem error={contact.error} retry={() => void contact.refetch()} />;
  const erasure = requests.data?.find(({ kind, brand_id }) => kind === 'erase' && brand_id === brand.id);
  if (erasure !== undefined) return <ErasureReceipt request={erasure} />;
  const row = contact.data;
  if (row === null || (row && row.brand_id !== brand.id)) return <Gone />;
  const name = row && (nameOf(row) ?? t('common:contactUnknown'));
  const latest = conversations.data?.[0];
  return (
    <div className="mx-auto w-full max-w-6xl px-4 pt-4 pb-10 sm:px-6">
      <NavLink
        href="/contacts/"
        className="mb-2 inline-flex items-center gap-1 rounded text-[0.8125rem] text-ink-soft hover:text-ink"
      >
        <ChevronLeft className="size-4 rtl:rotate-180" aria-hidden />
        {t('title')}
      </NavLink>
      <header className="mb-5 flex flex-wrap items-center gap-x-4 gap-y-3">
        {name ? (
          <Avatar name={name} className="size-12 text-base" />
        ) : (
          <Skeleton className="size-12 rounded-full" />
        )}
        <div className="min-w-0 flex-1 basis-40">
          <h1 className="truncate font-semibold text-xl tracking-tight">
            {name ?? (
              <>
                <span className="sr-only">{t('common:loading')}</span>
                <Skeleton className="h-7 w-48" />
              </>
            )}
          </h1>
          <p className="min-h-5 text-ink-soft">
            {row && nameOf(row) !== row.phone && <bdi dir="ltr">{row.phone}</bdi>}
            {row?.last_inbound_at &&
              ` · ${t('inbox:lastSeen', { time: format.relative(row.last_inbound_at) })}`}
            {row?.deleted_at && <Badge tone="warn">{t('person.deleted')}</Badge>}
          </p>
        </div>
        {row && (
          <div className="flex gap-2">
            {latest && (
              <Button asChild>
                <NavLink href={`/inbox/?c=${latest.id}`}>
                  <MessagesSquare />
                  {t('openConversation')}
                  {latest.unread_count > 0 && <Badge tone="accent">{latest.unread_count}</Badge>}
                </NavLink>
              </Button>
            )}
            <ContactActions contact={row} />
          </div>
        )}
      </header>
      <MergeNotice contactId={contactId} />
      <div className="grid items-start gap-4 lg:grid-cols-[20rem_1fr]">
        <div className="grid min-w-0 gap-4">
          <Card>
            <CardHeader
              title={t('facts')}
              actions={
                row &&
                may('contacts.edit') && (
                  <Button tone="quiet" size="icon-sm" aria-label={t('edit')} onClick={() => setEditing(true)}>
                    <Pencil />
                  </Button>
                )
              }
            />
            <div className="px-4 pb-4">
              {row ? <ContactFacts contact={row} /> : <Skeleton className="h-32" />}
            </div>
            <ConsentPanel contactId={contactId} className="border-t p-4" />
            <ContactLists contactId={contactId} className="border-t p-4" />
          </Card>
          <DataCopies contactId={contactId} />
        </div>
        <Timeline contactId={contactId} conversations={conversations.data} />
      </div>
      {isEditing && row && <ContactEdit contact={row} onClose={() => setEditing(false)} />}
    </div>
  );
}
