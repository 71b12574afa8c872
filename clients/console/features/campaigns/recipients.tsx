'use client';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignMessage, CampaignStats } from '../../../sdk/src/campaigns.ts';
import { useFormat } from '../../lib/format.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, CardHeader } from '../../ui/card.tsx';
import { Skeleton, SkeletonRows } from '../../ui/skeleton.tsx';
import { Problem } from '../../ui/states.tsx';
import { Cell, Head, Row, Table } from '../../ui/table.tsx';
import { Choices } from '../../ui/tabs.tsx';
import { useClient } from '../session/session.tsx';
import { useReason } from './reasons.tsx';

const PAGE = 50;
const FILTERS = ['all', 'delivered', 'read', 'failed', 'skipped', 'unknown'] as const;
type Filter = (typeof FILTERS)[number];

const TONES: Record<string, Tone> = {
  read: 'accent',
  played: 'accent',
  delivered: 'good',
  sent: 'info',
  accepted: 'info',
  failed: 'bad',
  unknown: 'warn',
};

/** Each recipient and what became of the message, in sending order. */
export function Recipients({ campaignId, stats }: { campaignId: string; stats: CampaignStats }) {
  const { t } = useTranslation(['campaigns', 'common']);
  const client = useClient();
  const [filter, setFilter] = useState<Filter>('all');
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
    refetchInterval: isMoving ? 5_000 : false,
    placeholderData: (old) => old,
  });
  const rows = messages.data?.pages.flat() ?? [];
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
        <Table>
          <thead>
            <tr>
              <Head>{t('column.contact')}</Head>
              <Head>{t('column.status')}</Head>
              <Head className="hidden md:table-cell">{t('column.reason')}</Head>
              <Head className="hidden text-end sm:table-cell">{t('column.at')}</Head>
            </tr>
          </thead>
          <tbody>
            {messages.data.pages.map((page) => (
              <Recipient key={page[0]?.position ?? 0} messages={page} />
            ))}
          </tbody>
        </Table>
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

/** A page of recipients with the names of their contacts. */
function Recipient({ messages }: { messages: CampaignMessage[] }) {
  const { t } = useTranslation(['campaigns', 'common']);
  const client = useClient();
  const format = useFormat();
  const reasonOf = useReason();
  const ids = messages.map(({ contact_id }) => contact_id);
  const contacts = useQuery({
    queryKey: ['contacts-of', ids],
    queryFn: async () => new Map((await client.contacts.getMany(ids)).map((one) => [one.id, one])),
    enabled: ids.length > 0,
    staleTime: 300_000,
  });
  return messages.map((message) => {
    const contact = contacts.data?.get(message.contact_id);
    const at = message.read_at ?? message.delivered_at ?? message.failed_at ?? message.sent_at;
    const status = message.status ?? 'queued';
    return (
      <Row key={message.position}>
        <Cell className="max-w-56">
          {contacts.data === undefined ? (
            <Skeleton className="h-4 w-32" />
          ) : (
            <>
              <p className="truncate">{contact?.name ?? contact?.phone ?? t('common:contactUnknown')}</p>
              {contact?.name && (
                <p className="tabular truncate text-ink-soft text-xs" dir="ltr">
                  {contact.phone}
                </p>
              )}
            </>
          )}
        </Cell>
        <Cell>
          <Badge tone={TONES[status] ?? 'neutral'}>{t(`step.${status as 'sent'}`, status)}</Badge>
        </Cell>
        <Cell className="hidden max-w-80 md:table-cell">
          <span className="line-clamp-2 text-ink-soft">{reasonOf(message)}</span>
        </Cell>
        <Cell className="tabular hidden text-end text-ink-soft sm:table-cell">
          {at === null ? '' : format.moment(at)}
        </Cell>
      </Row>
    );
  });
}
