'use client';
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CannedReply } from '../../../sdk/src/canned_replies.ts';
import { cn } from '../../ui/cn.ts';
import { useCannedReplies } from './canned_replies.tsx';

const ID = 'slash-replies';
/** More than these are found by typing on. */
const MOST = 8;

export interface SlashReplies {
  /** Null as long as the words do not ask for a reply; empty when none fits. */
  shown: CannedReply[] | null;
  at: number;
  /** @returns true when the key was meant for the list */
  take(event: KeyboardEvent): boolean;
  pick(reply: CannedReply): void;
}

/**
 * Canned replies while one writes: a slash and a piece of the name at the beginning offer those that fit, and the keys choose.
 * @param words what stands in the composer
 * @param onPick gets the text that takes their place
 */
export function useSlashReplies(
  conversationId: string,
  words: string,
  onPick: (body: string) => void,
): SlashReplies {
  const asked = /^\/(\S*)$/.exec(words)?.[1]?.toLowerCase() ?? null;
  const [closedAt, setClosedAt] = useState<string | null>(null);
  const [chosen, setChosen] = useState({ asked, at: 0 });
  const isOpen = asked !== null && closedAt !== words;
  const { replies, render } = useCannedReplies(conversationId, isOpen, onPick);
  const shown = isOpen && replies !== undefined ? fitting(replies, asked) : null;
  const at = chosen.asked === asked ? Math.min(chosen.at, Math.max(0, (shown?.length ?? 1) - 1)) : 0;
  return {
    shown,
    at,
    pick: render,
    take(event) {
      const count = shown?.length ?? 0;
      switch (isOpen && !event.nativeEvent.isComposing ? event.key : '') {
        case 'ArrowDown':
        case 'ArrowUp':
          if (count === 0) return false;
          setChosen({ asked, at: (at + (event.key === 'ArrowDown' ? 1 : count - 1)) % count });
          break;
        case 'Enter':
        case 'Tab': {
          const reply = shown?.[at];
          // Before the list is there, Enter would send the slash.
          if (reply === undefined && (shown !== null || event.key === 'Tab')) return false;
          if (reply !== undefined) render(reply);
          break;
        }
        case 'Escape':
          setClosedAt(words);
          break;
        default:
          return false;
      }
      event.preventDefault();
      return true;
    },
  };
}

/** Those whose name begins so come first, then those that have it anywhere. */
function fitting(replies: CannedReply[], asked: string): CannedReply[] {
  const starts = replies.filter(({ shortcut }) => shortcut.startsWith(asked));
  const others = replies.filter(
    (reply) => !starts.includes(reply) && `${reply.title ?? ''} ${reply.body}`.toLowerCase().includes(asked),
  );
  return [...starts, ...others].slice(0, MOST);
}

/** What tells assistive technology of the list; spread it on the field. */
export function slashProps({ shown, at }: SlashReplies) {
  const reply = shown?.[at];
  return reply === undefined
    ? {}
    : {
        'aria-autocomplete': 'list' as const,
        'aria-controls': ID,
        'aria-activedescendant': `${ID}-${reply.id}`,
      };
}

/** The replies that fit, above the composer. */
export function SlashList({
  replies,
  field,
}: {
  replies: SlashReplies;
  field: RefObject<HTMLElement | null>;
}) {
  const { t } = useTranslation('inbox');
  const chosen = useRef<HTMLDivElement>(null);
  const { shown, at, pick } = replies;
  useEffect(() => {
    chosen.current?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  if (shown === null) return null;
  if (shown.length === 0)
    return (
      <p role="status" className="mb-2 px-2.5 text-ink-soft text-xs">
        {t('cannedNone')}
      </p>
    );
  return (
    <div
      id={ID}
      role="listbox"
      aria-label={t('canned')}
      tabIndex={-1}
      className="mb-2 max-h-64 overflow-y-auto rounded-xl border bg-raised p-1 shadow-float"
    >
      {shown.map((reply, i) => (
        <div
          key={reply.id}
          id={`${ID}-${reply.id}`}
          ref={i === at ? chosen : null}
          role="option"
          aria-selected={i === at}
          tabIndex={-1}
          // The field keeps the focus.
          onMouseDown={(event) => {
            event.preventDefault();
            pick(reply);
            field.current?.focus();
          }}
          className={cn(
            'flex cursor-default items-baseline gap-2 rounded-lg px-2.5 py-1.5 hover:bg-sunken',
            i === at && 'bg-sunken',
          )}
        >
          <span className="max-w-40 shrink-0 truncate font-medium">/{reply.shortcut}</span>
          <span className="min-w-0 flex-1 truncate text-ink-soft">{reply.body}</span>
        </div>
      ))}
    </div>
  );
}
