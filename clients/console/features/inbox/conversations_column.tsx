'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Inbox } from 'lucide-react';
import { memo, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedConversation } from '../../../sdk/src/conversations.ts';
import { type Format, useFormat } from '../../lib/format.ts';
import type { LiveState } from '../../lib/live.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { cn } from '../../ui/cn.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Notice, Problem } from '../../ui/states.tsx';
import { Choices } from '../../ui/tabs.tsx';
import { nameOf } from '../contacts/name.ts';
import { LiveBadge } from '../shell/live_badge.tsx';
import type { ConversationList, Filter } from './conversations.ts';

const FILTERS: Filter[] = ['open', 'mine', 'unassigned', 'unread', 'closed', 'all'];
const ROW = 68;

interface ColumnProps {
  list: ConversationList;
  filter: Filter;
  onFilter: (filter: Filter) => void;
  openId: string | null;
  onOpen: (conversationId: string) => void;
  live: LiveState;
  className?: string;
}

/** The list of conversations. Only the rows in sight exist, however many there are. */
export function ConversationsColumn({
  list,
  filter,
  onFilter,
  openId,
  onOpen,
  live,
  className,
}: ColumnProps) {
  const { t } = useTranslation(['inbox', 'common']);
  const format = useFormat();
  const scroller = useRef<HTMLDivElement>(null);
  const { rows } = list.store;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { loadMore } = list;
  useEffect(() => {
    if (last > rows.length - 40) loadMore();
  }, [last, rows.length, loadMore]);
  return (
    <div className={cn('flex shrink-0 flex-col border-e bg-surface', className)}>
      <div className="grid gap-2 border-b px-3 pt-2.5 pb-2">
        <div className="flex items-center justify-between gap-2 px-1">
          <p aria-hidden className="font-semibold text-[0.9375rem]">
            {t('title')}
          </p>
          <LiveBadge state={live} />
        </div>
        <Choices
          isTight
          label={t('filter.label')}
          value={filter}
          onChange={(next) => {
            onFilter(next);
            scroller.current?.scrollTo({ top: 0 });
          }}
          options={FILTERS.map((value) => ({ value, label: t(`filter.${value}`) }))}
        />
      </div>
      <section ref={scroller} aria-label={t('title')} className="min-h-0 flex-1 overflow-y-auto">
        {list.error !== null && rows.length === 0 ? (
          <Problem error={list.error} retry={list.reload} />
        ) : rows.length === 0 ? (
          list.isLoading ? (
            <SkeletonRows rows={9} />
          ) : (
            <Notice icon={Inbox} title={t(`empty.${filter}`)} about={t('emptyAbout')} />
          )
        ) : (
          <ul style={{ height: virtual.getTotalSize() }} className="relative" aria-label={t('title')}>
            {items.map(({ index, start, key }) => {
              const row = rows[index];
              return (
                row !== undefined && (
                  <ConversationRow
                    key={key}
                    row={row}
                    isOpen={row.id === openId}
                    onOpen={onOpen}
                    format={format}
                    top={start}
                    unknown={t('common:contactUnknown')}
                    unread={t('unread', { count: row.unread_count })}
                  />
                )
              );
            })}
          </ul>
        )}
      </section>
    </div>
  );
}

interface RowProps {
  row: ListedConversation;
  isOpen: boolean;
  onOpen: (conversationId: string) => void;
  format: Format;
  top: number;
  unknown: string;
  unread: string;
}

const ConversationRow = memo(function ConversationRow(props: RowProps) {
  const { row, isOpen, onOpen, format, top, unknown, unread } = props;
  const name = (row.contact && nameOf(row.contact)) ?? unknown;
  const isUnread = row.unread_count > 0;
  return (
    <li className="absolute inset-x-0 border-b" style={{ height: ROW, transform: `translateY(${top}px)` }}>
      <button
        type="button"
        aria-current={isOpen || undefined}
        onClick={() => onOpen(row.id)}
        className="flex h-full w-full items-center gap-3 px-4 text-start hover:bg-sunken/60 focus-visible:-outline-offset-2 aria-[current]:bg-accent-soft"
      >
        <Avatar name={name} />
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2">
            <span className={cn('min-w-0 flex-1 truncate', isUnread ? 'font-semibold' : 'font-medium')}>
              {name}
            </span>
            <span
              className={cn('tabular text-xs', isUnread ? 'font-medium text-accent-text' : 'text-ink-soft')}
            >
              {row.last_message_at && format.recent(row.last_message_at)}
            </span>
          </span>
          <span className="flex items-center gap-2">
            <span className={cn('min-w-0 flex-1 truncate text-[0.8125rem]', !isUnread && 'text-ink-soft')}>
              {row.last_message_preview ?? row.contact?.phone}
            </span>
            {isUnread && (
              <span className="tabular grid h-5 min-w-5 place-items-center rounded-full bg-accent px-1.5 font-semibold text-[0.6875rem] text-accent-ink">
                <span aria-hidden>{row.unread_count}</span>
                <span className="sr-only">{unread}</span>
              </span>
            )}
          </span>
        </span>
      </button>
    </li>
  );
});
