'use client';
import { useQuery } from '@tanstack/react-query';
import { ArrowDownLeft, ArrowUpRight, Megaphone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ListedConversation } from '../../../sdk/src/conversations.ts';
import { useFormat } from '../../lib/format.ts';
import { Card, CardHeader } from '../../ui/card.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { StatusTicks } from '../inbox/status_ticks.tsx';
import { useClient } from '../session/session.tsx';

const SHOWN = 100;

/** What went to and fro, the latest first. */
export function Timeline({ conversations }: { conversations: ListedConversation[] | undefined }) {
  const { t } = useTranslation(['contacts', 'inbox']);
  const client = useClient();
  const format = useFormat();
  const ids = conversations?.map(({ id }) => id) ?? [];
  const messages = useQuery({
    queryKey: ['timeline', ids],
    queryFn: async () => {
      const lists = await Promise.all(ids.map((id) => client.messages.list(id, { limit: SHOWN })));
      return lists.flat().sort((a, b) => (a.occurred_at < b.occurred_at ? 1 : -1));
    },
    enabled: conversations !== undefined,
  });
  return (
    <Card className="overflow-hidden">
      <CardHeader title={t('timeline')} />
      {messages.data === undefined ? (
        <SkeletonRows rows={5} />
      ) : messages.data.length === 0 ? (
        <p className="px-4 pb-4 text-ink-soft">{t('timelineEmpty')}</p>
      ) : (
        <ol className="divide-y border-t">
          {messages.data.map((message) => {
            const isOut = message.direction === 'outbound';
            const Icon = message.campaign_id !== null ? Megaphone : isOut ? ArrowUpRight : ArrowDownLeft;
            return (
              <li key={message.id} className="flex items-start gap-3 px-4 py-2.5">
                <span
                  className={`mt-0.5 grid size-6 shrink-0 place-items-center rounded-full ${isOut ? 'bg-accent-soft text-accent-text' : 'bg-sunken text-ink-soft'}`}
                >
                  <Icon
                    className="size-3.5 rtl:-scale-x-100"
                    aria-label={isOut ? t('inbox:fromUs') : t('inbox:fromThem')}
                  />
                </span>
                <p className="line-clamp-2 min-w-0 flex-1 break-words">
                  {message.revoked_at !== null
                    ? t('inbox:type.deleted')
                    : (message.body ?? t(`inbox:type.${message.type as 'image'}`, message.type))}
                </p>
                {isOut && <StatusTicks status={message.status} className="mt-0.5 text-ink-soft" />}
                <time
                  dateTime={message.occurred_at}
                  className="tabular whitespace-nowrap text-ink-soft text-xs leading-5"
                >
                  {format.moment(message.occurred_at)}
                </time>
              </li>
            );
          })}
        </ol>
      )}
    </Card>
  );
}
