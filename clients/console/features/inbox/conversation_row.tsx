'use client';
import { AlarmClock, CornerUpLeft } from 'lucide-react';
import { memo } from 'react';
import type { ListedConversation } from '../../../sdk/src/conversations.ts';
import type { Label } from '../../../sdk/src/labels.ts';
import type { Format } from '../../lib/format.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { cn } from '../../ui/cn.ts';
import { nameOf } from '../contacts/name.ts';

/** The height of a row, known beforehand: a list of a hundred thousand measures nothing. */
export const ROW = 72;

interface RowProps {
  row: ListedConversation;
  isOpen: boolean;
  onOpen: (conversationId: string) => void;
  format: Format;
  top: number;
  labels: ReadonlyMap<string, Label>;
  /** Words for assistive technology and for contacts without a name. */
  words: { unknown: string; snoozed: string; answered: string };
  /** How much is unread, in words. */
  unread: string;
}

/** Who wrote, when, what, and how much of it is unread. */
export const ConversationRow = memo(function ConversationRow(props: RowProps) {
  const { row, isOpen, onOpen, format, top, labels, words, unread } = props;
  const name = (row.contact && nameOf(row.contact)) ?? words.unknown;
  const isUnread = row.unread_count > 0;
  return (
    <li
      className="absolute inset-x-0 top-0 border-b"
      style={{ height: ROW, transform: `translateY(${top}px)` }}
    >
      <button
        type="button"
        aria-current={isOpen || undefined}
        onClick={() => onOpen(row.id)}
        className="flex h-full w-full items-center gap-3 px-4 text-start hover:bg-sunken/60 focus-visible:-outline-offset-2 aria-[current]:bg-accent-soft"
      >
        <Avatar name={name} />
        <span className="min-w-0 flex-1">
          <span className="flex items-center gap-2">
            <span className={cn('min-w-0 flex-1 truncate', isUnread ? 'font-semibold' : 'font-medium')}>
              {name}
            </span>
            <LabelDots row={row} labels={labels} />
            <span
              className={cn(
                'tabular shrink-0 text-xs',
                isUnread ? 'font-medium text-accent-text' : 'text-ink-soft',
              )}
            >
              {row.last_message_at && format.recent(row.last_message_at)}
            </span>
          </span>
          <span className="mt-0.5 flex h-5 items-center gap-1.5 text-[0.8125rem]">
            {row.status === 'snoozed' && (
              <AlarmClock className="size-3.5 shrink-0 text-ink-soft" role="img" aria-label={words.snoozed} />
            )}
            {row.last_message_direction === 'outbound' && (
              <CornerUpLeft
                className="size-3.5 shrink-0 text-ink-soft rtl:-scale-x-100"
                role="img"
                aria-label={words.answered}
              />
            )}
            <span className={cn('min-w-0 flex-1 truncate', !isUnread && 'text-ink-soft')}>
              <bdi>{row.last_message_preview ?? row.contact?.phone}</bdi>
            </span>
            {isUnread && (
              <span className="tabular grid h-5 min-w-5 shrink-0 place-items-center rounded-full bg-accent px-1.5 font-semibold text-[0.6875rem] text-accent-ink">
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

function LabelDots({ row, labels }: Pick<RowProps, 'row' | 'labels'>) {
  const worn = row.labels.flatMap(({ label_id }) => labels.get(label_id) ?? []).slice(0, 4);
  if (worn.length === 0) return null;
  return (
    <span className="flex shrink-0 gap-1">
      {worn.map(({ id, name, color }) => (
        <span key={id} className="size-2 rounded-full" style={{ background: color }}>
          <span className="sr-only">{name}</span>
        </span>
      ))}
    </span>
  );
}
