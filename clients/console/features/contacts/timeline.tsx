'use client';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import {
  ArrowDownLeft,
  ArrowUpRight,
  type LucideIcon,
  Megaphone,
  Merge,
  ShieldCheck,
  ShieldX,
  StickyNote,
} from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedConversation } from '../../../sdk/src/conversations.ts';
import type { Message } from '../../../sdk/src/messages.ts';
import { useFormat } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Card, CardHeader } from '../../ui/card.tsx';
import { cn } from '../../ui/cn.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Problem } from '../../ui/states.tsx';
import { Choices } from '../../ui/tabs.tsx';
import { StatusTicks } from '../inbox/status_ticks.tsx';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';
import { useMerges } from './merges.ts';

const PAGE = 50;
/** Of what is rare, so many are read at once. */
const MOST = 100;
const KINDS = ['all', 'message', 'campaign', 'consent', 'note'] as const;
type Kind = Exclude<(typeof KINDS)[number], 'all'> | 'merge';

interface Entry {
  id: string;
  kind: Kind;
  at: string;
  icon: LucideIcon;
  tone: string;
  body: ReactNode;
  aside?: ReactNode;
}

interface TimelineProps {
  contactId: string;
  conversations: ListedConversation[] | undefined;
}

/** What happened with a contact, the latest first: messages, campaigns, consent, notes, merges. */
export function Timeline({ contactId, conversations }: TimelineProps) {
  const { t } = useTranslation(['contacts', 'common']);
  const format = useFormat();
  const [shown, setShown] = useState<(typeof KINDS)[number]>('all');
  const { entries, messages } = useEntries(contactId, conversations);
  const visible = entries?.filter(({ kind }) => shown === 'all' || kind === shown);
  return (
    <Card className="min-w-0 overflow-hidden">
      <CardHeader title={t('timeline')} />
      <div className="border-b px-4 pb-3">
        <Choices
          label={t('timeline')}
          value={shown}
          onChange={setShown}
          className="w-fit max-w-full"
          options={KINDS.map((value) => ({ value, label: t(`event.${value}`) }))}
        />
      </div>
      {messages.error ? (
        <Problem error={messages.error} retry={() => void messages.refetch()} />
      ) : visible === undefined ? (
        <SkeletonRows rows={5} />
      ) : visible.length === 0 ? (
        <p className="px-4 py-8 text-center text-ink-soft">{t('timelineEmpty')}</p>
      ) : (
        <ol className="divide-y">
          {visible.map(({ id, at, icon: Icon, tone, body, aside }) => (
            <li key={id} className="flex items-start gap-3 px-4 py-2.5">
              <span className={cn('mt-0.5 grid size-6 shrink-0 place-items-center rounded-full', tone)}>
                <Icon className="size-3.5 rtl:-scale-x-100" aria-hidden />
              </span>
              <div className="min-w-0 flex-1 break-words">{body}</div>
              {aside}
              <time
                dateTime={at}
                title={format.moment(at)}
                className="tabular whitespace-nowrap text-ink-soft text-xs leading-5"
              >
                {format.recent(at)}
              </time>
            </li>
          ))}
        </ol>
      )}
      {messages.hasNextPage && (
        <div className="border-t p-2 text-center">
          <Button
            tone="quiet"
            size="sm"
            busy={messages.isFetchingNextPage}
            onClick={() => void messages.fetchNextPage()}
          >
            {t('common:loadMore')}
          </Button>
        </div>
      )}
    </Card>
  );
}

function useEntries(contactId: string, conversations: ListedConversation[] | undefined) {
  const { t } = useTranslation('contacts');
  const client = useClient();
  const { may } = useWorkspace();
  const mayRead = may('conversations.view');
  const messages = useInfiniteQuery({
    queryKey: ['timeline', contactId, 'messages'],
    queryFn: ({ pageParam }) =>
      client.messages.ofContact(contactId, {
        limit: PAGE,
        ...(pageParam !== undefined && { before: pageParam }),
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => (page.length < PAGE ? undefined : page.at(-1)?.id),
  });
  const conversationIds = conversations?.map(({ id }) => id) ?? [];
  const notes = useQuery({
    queryKey: ['timeline', contactId, 'notes', conversationIds],
    queryFn: async () =>
      (await Promise.all(conversationIds.map((id) => client.notes.list(id, { limit: MOST })))).flat(),
    enabled: mayRead && conversationIds.length > 0,
  });
  const consents = useQuery({
    queryKey: ['timeline', contactId, 'consents'],
    queryFn: () => client.consents.events(contactId, { limit: MOST }),
  });
  const merges = useMerges(contactId);
  const rows = messages.data?.pages.flat();
  const campaignIds = [...new Set(rows?.flatMap(({ campaign_id }) => campaign_id ?? []))];
  const campaigns = useQuery({
    queryKey: ['campaign-names', campaignIds],
    queryFn: () => client.campaigns.getMany(campaignIds),
    enabled: may('campaigns.view') && campaignIds.length > 0,
    staleTime: 300_000,
    placeholderData: (old) => old,
  });
  if (rows === undefined) return { entries: undefined, messages };
  const names = new Map(campaigns.data?.map(({ id, name }) => [id, name]));

  const entries: Entry[] = [
    ...rows.map((message) => entryOf(message, names)),
    ...(notes.data ?? []).map(
      (note): Entry => ({
        id: note.id,
        kind: 'note',
        at: note.created_at,
        icon: StickyNote,
        tone: 'bg-warn-soft text-warn',
        body: <p className="whitespace-pre-wrap">{note.body}</p>,
      }),
    ),
    ...(consents.data ?? []).map(
      (event): Entry => ({
        id: event.id,
        kind: 'consent',
        at: event.at,
        icon: event.state === 'opted_in' ? ShieldCheck : ShieldX,
        tone: event.state === 'opted_in' ? 'bg-good-soft text-good' : 'bg-bad-soft text-bad',
        body: (
          <>
            <p>
              {t(`category.${event.category}`)}: {t(`consent.${event.state}`)}
            </p>
            <p className="text-ink-soft text-xs">
              {t(`consentSource.${event.source as 'message'}`, event.source)}
            </p>
          </>
        ),
      }),
    ),
    ...(merges.data ?? []).map(
      (merge): Entry => ({
        id: merge.id,
        kind: 'merge',
        at: merge.created_at,
        icon: Merge,
        tone: 'bg-info-soft text-info',
        body: <p>{t(`merge.reason.${merge.reason}`)}</p>,
      }),
    ),
  ];
  // What is older than the oldest message in sight waits for the messages of its time.
  const oldest = messages.hasNextPage ? rows.at(-1)?.occurred_at : undefined;
  return {
    messages,
    entries: entries
      .filter(({ at }) => oldest === undefined || at >= oldest)
      .sort((a, b) => (a.at < b.at ? 1 : -1)),
  };
}

function entryOf(message: Message, campaigns: Map<string, string>): Entry {
  const isOut = message.direction === 'outbound';
  const isCampaign = message.campaign_id !== null;
  return {
    id: message.id,
    kind: isCampaign ? 'campaign' : 'message',
    at: message.occurred_at,
    icon: isCampaign ? Megaphone : isOut ? ArrowUpRight : ArrowDownLeft,
    tone: isOut ? 'bg-accent-soft text-accent-text' : 'bg-sunken text-ink-soft',
    body: <MessageWords message={message} campaign={campaigns.get(message.campaign_id ?? '')} />,
    ...(isOut && {
      aside: <StatusTicks status={message.status} className="mt-0.5 text-ink-soft" />,
    }),
  };
}

function MessageWords({ message, campaign }: { message: Message; campaign: string | undefined }) {
  const { t } = useTranslation(['contacts', 'inbox']);
  const words =
    message.revoked_at !== null
      ? t('inbox:type.deleted')
      : (message.body ?? t(`inbox:type.${message.type as 'image'}`, message.type));
  return (
    <>
      <p className="line-clamp-2">
        <span className="sr-only">
          {message.direction === 'outbound' ? t('inbox:fromUs') : t('inbox:fromThem')}:{' '}
        </span>
        {words}
      </p>
      {campaign !== undefined && <p className="text-ink-soft text-xs">{t('event.of', { name: campaign })}</p>}
      {message.error_message && <p className="text-bad text-xs">{message.error_message}</p>}
    </>
  );
}
