'use client';
import { Megaphone, Reply, RotateCcw, SmilePlus } from 'lucide-react';
import { Popover } from 'radix-ui';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../../sdk/src/messages.ts';
import { useFormat } from '../../lib/format.ts';
import { cn } from '../../ui/cn.ts';
import { BubbleContent } from './content/bubble_content.tsx';
import { Origin } from './content/origin.tsx';
import * as shapes from './content/shapes.ts';
import { StatusTicks } from './status_ticks.tsx';
import { isDraft } from './thread.ts';

/** What one can do with a message; all null for who may not answer. */
export interface BubbleActions {
  quote: (message: Message) => void;
  /** An empty emoji takes the reaction back. */
  react: (message: Message, emoji: string) => void;
  /** Sends a message that failed once more. */
  retry: (message: Message) => void;
  /** Gives up one that never reached the server. */
  discard: (message: Message) => void;
}

interface BubbleProps {
  message: Message;
  /** The message that it answers; undefined when it is none or not among those read. */
  quoted: Message | undefined;
  isFirstOfRun: boolean;
  isFound: boolean;
  actions: BubbleActions | null;
  onJump: (wamid: string) => void;
}

/** What one reacts with most; the keyboard's own emoji are for messages. */
const REACTIONS = ['👍', '❤️', '😂', '🙏', '✅'];

export const Bubble = memo(function Bubble(props: BubbleProps) {
  const { message, quoted, isFirstOfRun, isFound, actions, onJump } = props;
  const { t } = useTranslation('inbox');
  const format = useFormat();
  const isOut = message.direction === 'outbound';
  const reactions = shapes.reactions(message.reactions);
  const isBare = message.type === 'sticker' && message.revoked_at === null;
  const hasFailed = message.status === 'failed';
  return (
    <article
      aria-label={isOut ? t('fromUs') : t('fromThem')}
      data-wamid={message.wamid}
      className={cn(
        'group flex max-w-[92%] items-center gap-1 sm:max-w-[min(36rem,88%)]',
        isOut ? 'flex-row-reverse self-end' : 'self-start',
        isFirstOfRun ? 'mt-2.5' : 'mt-1',
        reactions.length > 0 && 'mb-3.5',
      )}
    >
      <div className="relative min-w-0">
        <div
          className={cn(
            'rounded-xl px-2.5 py-1.5 shadow-soft transition-shadow duration-500',
            isOut ? 'bg-bubble-out' : 'bg-bubble-in',
            isFirstOfRun && (isOut ? 'rounded-se-sm' : 'rounded-ss-sm'),
            isBare && 'bg-transparent shadow-none',
            hasFailed && 'ring-1 ring-bad/60',
            isFound && 'ring-2 ring-accent-text',
          )}
        >
          {message.campaign_id !== null && (
            <p className="mb-1 flex items-center gap-1.5 text-ink-soft text-xs">
              <Megaphone className="size-3.5" aria-hidden />
              {t('fromCampaign')}
            </p>
          )}
          {message.context_wamid !== null && (
            <Quoted wamid={message.context_wamid} message={quoted} onJump={onJump} />
          )}
          <Origin message={message} />
          <BubbleContent message={message} />
          <p className="mt-0.5 flex items-center justify-end gap-1 text-[0.6875rem] text-ink-soft leading-4">
            {message.edited_at !== null && <Edited message={message} />}
            <time
              dateTime={message.occurred_at}
              title={format.moment(message.occurred_at)}
              className="tabular"
            >
              {format.time(message.occurred_at)}
            </time>
            {isOut && <StatusTicks status={message.status} className="size-3.5" />}
          </p>
        </div>
        {hasFailed && <Failure message={message} actions={actions} />}
        {reactions.length > 0 && (
          <p
            className={cn(
              '-bottom-3.5 absolute flex gap-0.5 rounded-full border bg-surface px-1.5 py-0.5 text-xs leading-4 shadow-soft',
              isOut ? 'end-2' : 'start-2',
            )}
          >
            {reactions.map(({ from, emoji }) => (
              <span key={from} title={from === 'business' ? t('fromUs') : t('fromThem')}>
                {emoji}
              </span>
            ))}
          </p>
        )}
      </div>
      {actions !== null && message.wamid !== null && message.revoked_at === null && (
        <Actions
          message={message}
          actions={actions}
          own={reactions.find(({ from }) => from === 'business')?.emoji ?? null}
        />
      )}
    </article>
  );
});

const quiet =
  'grid size-7 shrink-0 place-items-center rounded-full text-ink-soft hover:bg-sunken [&_svg]:size-4';

function Actions({
  message,
  actions,
  own,
}: {
  message: Message;
  actions: BubbleActions;
  own: string | null;
}) {
  const { t } = useTranslation('inbox');
  const [isOpen, setOpen] = useState(false);
  return (
    <div
      className={cn(
        'flex shrink-0 opacity-0 focus-within:opacity-100 group-hover:opacity-100 [@media(hover:none)]:opacity-70',
        isOpen && 'opacity-100',
      )}
    >
      <button type="button" aria-label={t('quote')} onClick={() => actions.quote(message)} className={quiet}>
        <Reply aria-hidden />
      </button>
      <Popover.Root open={isOpen} onOpenChange={setOpen}>
        <Popover.Trigger aria-label={t('react')} className={quiet}>
          <SmilePlus aria-hidden />
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            side="top"
            sideOffset={4}
            aria-label={t('react')}
            className="z-50 flex gap-0.5 rounded-full border bg-raised p-1 shadow-float focus:outline-none"
          >
            {REACTIONS.map((emoji) => (
              <button
                key={emoji}
                type="button"
                aria-pressed={emoji === own}
                onClick={() => {
                  setOpen(false);
                  actions.react(message, emoji === own ? '' : emoji);
                }}
                className="grid size-9 place-items-center rounded-full text-lg hover:bg-sunken aria-pressed:bg-accent-soft"
              >
                {emoji}
              </button>
            ))}
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
    </div>
  );
}

/** Why a message did not arrive, and another try. */
function Failure({ message, actions }: { message: Message; actions: BubbleActions | null }) {
  const { t } = useTranslation('inbox');
  return (
    <p className="mt-1 flex flex-wrap items-center justify-end gap-x-2 text-bad text-xs">
      <span className="text-end">
        {message.error_message ?? t('status.failed')}
        {message.error_code !== null && message.error_code !== undefined && ` (${message.error_code})`}
      </span>
      {actions !== null && message.campaign_id === null && !message.retried_as && (
        <button
          type="button"
          onClick={() => actions.retry(message)}
          className="inline-flex items-center gap-1 font-medium underline underline-offset-2"
        >
          <RotateCcw className="size-3" aria-hidden />
          {t('retry')}
        </button>
      )}
      {actions !== null && isDraft(message) && (
        <button
          type="button"
          onClick={() => actions.discard(message)}
          className="font-medium underline underline-offset-2"
        >
          {t('discard')}
        </button>
      )}
    </p>
  );
}

/** That it was edited; a press shows what it said first. */
function Edited({ message }: { message: Message }) {
  const { t } = useTranslation('inbox');
  const first = shapes.originalBody(message.original);
  if (!first) return <span>{t('edited')}</span>;
  return (
    <Popover.Root>
      <Popover.Trigger className="underline decoration-dotted underline-offset-2">
        {t('edited')}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          side="top"
          sideOffset={4}
          aria-label={t('editedFrom')}
          className="z-50 max-w-xs rounded-xl border bg-raised px-3 py-2 shadow-float focus:outline-none"
        >
          <p className="text-ink-soft text-xs">{t('editedFrom')}</p>
          <p className="whitespace-pre-wrap break-words">{first}</p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** The message that is answered, in short; a press leads to it. */
function Quoted({
  wamid,
  message,
  onJump,
}: {
  wamid: string;
  message: Message | undefined;
  onJump: (wamid: string) => void;
}) {
  const { t } = useTranslation('inbox');
  const words =
    message === undefined
      ? t('quotedElsewhere')
      : (message.body ?? t(`type.${message.type as 'image'}`, message.type));
  return (
    <button
      type="button"
      onClick={() => onJump(wamid)}
      className="mb-1.5 block w-full rounded-md border-accent-text border-s-3 bg-sunken/70 px-2 py-1 text-start text-[0.8125rem] text-ink-soft hover:bg-sunken"
    >
      <bdi className="line-clamp-2">{words}</bdi>
    </button>
  );
}
