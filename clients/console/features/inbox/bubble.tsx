'use client';
import { Megaphone, Reply } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../../sdk/src/messages.ts';
import { useFormat } from '../../lib/format.ts';
import { cn } from '../../ui/cn.ts';
import { BubbleContent } from './content/bubble_content.tsx';
import * as shapes from './content/shapes.ts';
import { StatusTicks } from './status_ticks.tsx';

interface BubbleProps {
  message: Message;
  /** The message that it answers; undefined when it is none or not among those read. */
  quoted: Message | undefined;
  isFirstOfRun: boolean;
  onQuote: ((message: Message) => void) | null;
}

export const Bubble = memo(function Bubble({ message, quoted, isFirstOfRun, onQuote }: BubbleProps) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  const isOut = message.direction === 'outbound';
  const reactions = shapes.reactions.safeParse(message.reactions).data ?? [];
  const isSticker = message.type === 'sticker';
  return (
    <article
      aria-label={isOut ? t('fromUs') : t('fromThem')}
      className={cn(
        'group flex max-w-[92%] items-center gap-1 sm:max-w-[min(36rem,88%)]',
        isOut ? 'flex-row-reverse self-end' : 'self-start',
        isFirstOfRun ? 'mt-2.5' : 'mt-1',
        reactions.length > 0 && 'mb-3',
      )}
    >
      <div className="relative min-w-0">
        <div
          className={cn(
            'rounded-xl px-2.5 py-1.5 shadow-soft',
            isOut ? 'bg-bubble-out' : 'bg-bubble-in',
            isFirstOfRun && (isOut ? 'rounded-ee-xl rounded-se-sm' : 'rounded-ss-sm'),
            isSticker && 'bg-transparent shadow-none',
            message.status === 'failed' && 'ring-1 ring-bad/60',
          )}
        >
          {message.campaign_id !== null && (
            <p className="mb-1 flex items-center gap-1.5 text-ink-soft text-xs">
              <Megaphone className="size-3.5" aria-hidden />
              {t('fromCampaign')}
            </p>
          )}
          {message.context_wamid !== null && <Quoted message={quoted} />}
          <BubbleContent message={message} />
          <p className="mt-0.5 flex items-center justify-end gap-1 text-[0.6875rem] text-ink-soft leading-4">
            {message.edited_at !== null && <span>{t('edited')}</span>}
            <time dateTime={message.occurred_at} className="tabular">
              {format.time(message.occurred_at)}
            </time>
            {isOut && <StatusTicks status={message.status} className="size-3.5" />}
          </p>
        </div>
        {message.status === 'failed' && (
          <p className="mt-1 text-end text-bad text-xs">{message.error_message ?? t('status.failed')}</p>
        )}
        {reactions.length > 0 && (
          <p className="-bottom-3.5 absolute start-2 flex gap-0.5 rounded-full border bg-surface px-1.5 py-0.5 text-xs leading-4 shadow-soft">
            {reactions.map(({ from, emoji }) => (
              <span key={from}>{emoji}</span>
            ))}
          </p>
        )}
      </div>
      {onQuote !== null && message.wamid !== null && message.revoked_at === null && (
        <button
          type="button"
          aria-label={t('quote')}
          onClick={() => onQuote(message)}
          className="grid size-7 shrink-0 place-items-center rounded-full text-ink-soft opacity-0 hover:bg-sunken focus-visible:opacity-100 group-hover:opacity-100"
        >
          <Reply className="size-4" aria-hidden />
        </button>
      )}
    </article>
  );
});

function Quoted({ message }: { message: Message | undefined }) {
  const { t } = useTranslation('inbox');
  const words = message === undefined ? t('quotedElsewhere') : (message.body ?? message.type);
  return (
    <blockquote className="mb-1.5 rounded-md border-accent-text border-s-3 bg-sunken/70 px-2 py-1 text-[0.8125rem] text-ink-soft">
      <span className="line-clamp-2">{words}</span>
    </blockquote>
  );
}
