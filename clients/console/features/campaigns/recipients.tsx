'use client';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignMessage, CampaignStats } from '../../../sdk/src/campaigns.ts';
import { useFormat } from '../../lib/format.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Card, CardHeader } from '../../ui/card.tsx';
import { cn } from '../../ui/cn.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Skeleton, SkeletonRows } from '../../ui/skeleton.tsx';
import { Problem } from '../../ui/states.tsx';
import { Choices } from '../../ui/tabs.tsx';
import { useClient } from '../session/session.tsx';
import { useReason } from './reasons.tsx';
import { RecipientDetail } from './recipient_detail.tsx';

const PAGE = 100;
const ROW = 52;
/** Up to so many pages are read again while messages move; further down people read in peace. */
const LIVE_PAGES = 2;
const FILTERS = [
  'all',
  'queued',
  'accepted',
  'sent',
  'delivered',
  'read',
  'failed',
  'skipped',
  'unknown',
] as const;
type Filter = (typeof FILTERS)[number];
const COLUMNS =
  'grid min-w-0 flex-1 grid-cols-[1fr_auto] items-center gap-4 px-4 text-start sm:grid-cols-[1.4fr_7rem_8rem] md:grid-cols-[1.4fr_7rem_1.6fr_8rem]';

const TONES: Record<string, Tone> = {
  read: 'accent',
  played: 'accent',
  delivered: 'good',
  sent: 'info',
  accepted: 'info',
  failed: 'bad',
  unknown: 'warn',
};

/** Each recipient and what became of the message, in sending order; only the rows in sight exist. */
export function Recipients({ campaignId, stats }: { campaignId: string; stats: CampaignStats }) {
  const { t } = useTranslation(['campaigns', 'common']);
  const client = useClient();
  const [filter, setFilter] = useState<Filter>('all');
  const [open, setOpen] = useState<CampaignMessage | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const isMoving = ['launching', 'running'].includes(stats.status);
  const messages = useInfiniteQuery({
    queryKey: ['campaign-messages', campaignId, filter, stats.status],
    queryFn: ({ pageParam }) =>
      client.campaigns.messages(campaignId, {
        after: pageParam,
        limit: PAGE,
        ...(filter !== 'all' && { status: filter }),
      }),
    initialPageParam: 0,
    getNextPageParam: (page) => (page.length < PAGE ? undefined : page.at(-1)?.position),
    refetchInterval: ({ state }) =>
      isMoving && (state.data?.pages.length ?? 0) <= LIVE_PAGES ? 5_000 : false,
    placeholderData: (old) => old,
  });
  const rows = messages.data?.pages.flat() ?? [];
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const isNearEnd = (items.at(-1)?.index ?? 0) > rows.length - PAGE / 4;
  const { hasNextPage, isFetching, fetchNextPage } = messages;
  useEffect(() => {
    if (isNearEnd && hasNextPage && !isFetching) void fetchNextPage();
  }, [isNearEnd, hasNextPage, isFetching, fetchNextPage]);
  const names = useNames(items.flatMap(({ index }) => rows[index]?.contact_id ?? []));
  const openName = open === null ? undefined : names.get(open.contact_id);
  return (
    <Card className="overflow-hidden">
      <CardHeader title={t('page.recipients')} />
      <div className="px-4 pb-3">
        <Choices
          label={t('page.recipients')}
          value={filter}
          onChange={setFilter}
          className="w-fit max-w-full"
          options={FILTERS.map((value) => ({
            value,
            label: value === 'all' ? t('page.everyone') : t(`step.${value}`),
          }))}
        />
      </div>
      {messages.error ? (
        <Problem error={messages.error} retry={() => void messages.refetch()} />
      ) : messages.data === undefined ? (
        <SkeletonRows rows={4} />
      ) : rows.length === 0 ? (
        <p className="border-t px-4 py-6 text-center text-ink-soft">{t('page.recipientsEmpty')}</p>
      ) : (
        <>
          <div
            aria-hidden
            className={cn(COLUMNS, 'h-9 border-y bg-sunken/60 font-medium text-ink-soft text-xs')}
          >
            <span>{t('column.contact')}</span>
            <span>{t('column.status')}</span>
            <span className="hidden md:block">{t('column.reason')}</span>
            <span className="hidden text-end sm:block">{t('column.at')}</span>
          </div>
          <section
            ref={scroller}
            aria-label={t('page.recipients')}
            className="overflow-y-auto"
            style={{ height: Math.min(rows.length, 10) * ROW }}
          >
            <ul className="relative" style={{ height: virtual.getTotalSize() }}>
              {items.map(({ index, start }) => {
                const message = rows[index];
                return (
                  message !== undefined && (
                    <li
                      key={message.id}
                      className="absolute inset-x-0 flex border-b hover:bg-sunken/60"
                      style={{ height: ROW, transform: `translateY(${start}px)` }}
                    >
                      <Recipient
                        message={message}
                        contact={names.get(message.contact_id)}
                        onOpen={() => setOpen(message)}
                      />
                    </li>
                  )
                );
              })}
            </ul>
          </section>
        </>
      )}
      <Dialog
        open={open !== null}
        onOpenChange={() => setOpen(null)}
        title={
          openName === undefined
            ? t('common:loading')
            : (openName.name ?? openName.phone ?? t('common:contactUnknown'))
        }
        place="side"
      >
        {open !== null && <RecipientDetail message={open} />}
      </Dialog>
    </Card>
  );
}

type Named = { name: string | null; phone: string | null };

/** Names of the contacts in sight, in groups of a hundred so that scrolling asks seldom. */
function useNames(ids: string[]): Map<string, Named> {
  const client = useClient();
  const known = useRef(new Map<string, Named>());
  const missing = ids.filter((id) => !known.current.has(id));
  // Its end draws the rows again, which then find the names.
  useQuery({
    queryKey: ['recipient-names', missing],
    queryFn: async () => {
      for (const { id, name, phone } of await client.contacts.getMany(missing)) {
        known.current.set(id, { name, phone });
      }
      // Who is gone is not asked for again.
      for (const id of missing)
        if (!known.current.has(id)) known.current.set(id, { name: null, phone: null });
      return known.current.size;
    },
    enabled: missing.length > 0,
    gcTime: 0,
  });
  return known.current;
}

interface RecipientProps {
  message: CampaignMessage;
  contact: Named | undefined;
  onOpen: () => void;
}

function Recipient({ message, contact, onOpen }: RecipientProps) {
  const { t } = useTranslation(['campaigns', 'common']);
  const format = useFormat();
  const reasonOf = useReason();
  const at = message.read_at ?? message.delivered_at ?? message.failed_at ?? message.sent_at;
  const status = message.status ?? 'queued';
  return (
    <button type="button" onClick={onOpen} className={cn(COLUMNS, 'focus-visible:-outline-offset-2')}>
      <span className="min-w-0">
        {contact === undefined ? (
          <Skeleton className="h-4 w-32" />
        ) : (
          <>
            <span className="block truncate">
              {contact.name ?? contact.phone ?? t('common:contactUnknown')}
            </span>
            {contact.name && (
              <span className="tabular block truncate text-ink-soft text-xs">
                <bdi dir="ltr">{contact.phone}</bdi>
              </span>
            )}
          </>
        )}
      </span>
      <span>
        <Badge tone={TONES[status] ?? 'neutral'}>{t(`step.${status as 'sent'}`, status)}</Badge>
      </span>
      <span className="hidden text-ink-soft text-xs md:line-clamp-2">{reasonOf(message)}</span>
      <span className="tabular hidden truncate text-end text-ink-soft text-xs sm:block">
        {at === null ? '' : format.recent(at)}
      </span>
    </button>
  );
}
