'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Inbox, Keyboard, SearchX } from 'lucide-react';
import { type RefObject, useCallback, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import type { LiveState } from '../../lib/live.ts';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/cn.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Notice, Problem } from '../../ui/states.tsx';
import { Choices } from '../../ui/tabs.tsx';
import { useLabels } from '../contacts/data.ts';
import { useWorkspace } from '../session/workspace.tsx';
import { LiveBadge } from '../shell/live_badge.tsx';
import { ConversationRow, ROW } from './conversation_row.tsx';
import type { ConversationList } from './conversations.ts';
import { type InboxFilter, VIEWS } from './filter.ts';
import { ActiveFilters, FilterMenu } from './filter_menu.tsx';
import { SearchField } from './search_field.tsx';

/** How many rows before the last one read the next page is asked for: a fling is about that long. */
const AHEAD = 400;

interface ColumnProps {
  list: ConversationList;
  filter: InboxFilter;
  onFilter: (change: Partial<InboxFilter>) => void;
  openId: string | null;
  onOpen: (conversationId: string) => void;
  onHelp: () => void;
  live: LiveState;
  className?: string;
}

/** The list of conversations. Only the rows in sight exist, however many there are. */
export function ConversationsColumn(props: ColumnProps) {
  const { list, filter, onFilter, openId, onOpen, onHelp, live, className } = props;
  const { t } = useTranslation(['inbox', 'common']);
  const { brand } = useWorkspace();
  const scroller = useRef<HTMLDivElement>(null);
  const isSearching = filter.words !== '';
  const change = (changed: Partial<InboxFilter>) => {
    onFilter(changed);
    scroller.current?.scrollTo({ top: 0 });
  };
  const search = useCallback((words: string) => onFilter({ words }), [onFilter]);
  return (
    <div className={cn('flex shrink-0 flex-col border-e bg-surface', className)}>
      <div className="grid gap-2 border-b px-3 pt-2 pb-2">
        <div className="flex items-center gap-1">
          <p aria-hidden className="px-1 font-semibold text-[0.9375rem]">
            {t('title')}
          </p>
          <LiveBadge state={live} />
          <span className="flex-1" />
          {!isSearching && <FilterMenu filter={filter} onFilter={change} />}
          <Button
            tone="quiet"
            size="icon-sm"
            className="hidden lg:inline-flex"
            aria-label={t('shortcuts.title')}
            onClick={onHelp}
          >
            <Keyboard />
          </Button>
        </div>
        <SearchField
          key={brand.id}
          words={filter.words}
          onWords={search}
          onFirst={() => {
            const [first] = list.store.rows;
            if (first !== undefined) onOpen(first.id);
          }}
        />
        {isSearching ? (
          <p className="px-1 py-1 text-ink-soft text-xs" aria-live="polite">
            {t('search.everywhere')}
          </p>
        ) : (
          <>
            <Choices
              isTight
              label={t('filter.label')}
              value={filter.view}
              onChange={(view) => change({ view })}
              options={VIEWS.map((value) => ({ value, label: t(`view.${value}`) }))}
            />
            <ActiveFilters filter={filter} onFilter={change} />
          </>
        )}
      </div>
      <section ref={scroller} aria-label={t('title')} className="min-h-0 flex-1 overflow-y-auto">
        {list.error !== null && list.store.rows.length === 0 ? (
          <Problem error={list.error} retry={list.reload} />
        ) : list.store.rows.length > 0 ? (
          <Rows list={list} openId={openId} onOpen={onOpen} scroller={scroller} />
        ) : list.isLoading ? (
          <SkeletonRows rows={9} />
        ) : (
          <Notice
            icon={isSearching ? SearchX : Inbox}
            title={isSearching ? t('search.none') : t(`empty.${filter.view}`)}
            about={isSearching ? t('search.noneAbout') : t('emptyAbout')}
          />
        )}
      </section>
    </div>
  );
}

interface RowsProps extends Pick<ColumnProps, 'list' | 'openId' | 'onOpen'> {
  scroller: RefObject<HTMLDivElement | null>;
}

function Rows({ list, openId, onOpen, scroller }: RowsProps) {
  const { t } = useTranslation(['inbox', 'common']);
  const format = useFormat();
  const labels = useLabels();
  const byId = useMemo(() => new Map(labels.data?.map((label) => [label.id, label])), [labels.data]);
  const { store, loadMore } = list;
  const { rows } = store;
  const keyOf = useCallback((index: number) => store.rows[index]?.id ?? index, [store]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: useCallback(() => scroller.current, [scroller]),
    estimateSize: heightOf,
    getItemKey: keyOf,
    overscan: 10,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last > rows.length - AHEAD) loadMore();
  }, [last, rows.length, loadMore]);
  // Who works with the keys sees where he is.
  useEffect(() => {
    const at = openId === null ? -1 : store.indexOf(openId);
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
  }, [openId, store]);
  // The same object as long as the language is: rows are compared by it.
  const words = useMemo(
    () => ({ unknown: t('common:contactUnknown'), snoozed: t('filter.snoozed'), answered: t('answered') }),
    [t],
  );
  const unread = (count: number) => (count === 0 ? '' : t('unread', { count }));
  return (
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
              labels={byId}
              words={words}
              unread={unread(row.unread_count)}
            />
          )
        );
      })}
    </ul>
  );
}

const heightOf = () => ROW;
