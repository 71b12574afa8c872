'use client';
import { isSameDay } from 'date-fns';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../../sdk/src/messages.ts';
import { useFormat } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Problem } from '../../ui/states.tsx';
import { Bubble } from './bubble.tsx';
import type { useThread } from './thread.ts';

interface ThreadProps {
  thread: ReturnType<typeof useThread>['thread'];
  /** The newest first. */
  messages: Message[];
  onQuote: ((message: Message) => void) | null;
}

/**
 * What was said. The column is laid out from its end upwards: it stays at the newest message by itself, and older ones that are
 * read do not move what is in sight.
 */
export function ThreadView({ thread, messages, onQuote }: ThreadProps) {
  const { t } = useTranslation(['inbox', 'common']);
  const format = useFormat();
  const byWamid = new Map(messages.flatMap((one) => (one.wamid === null ? [] : [[one.wamid, one] as const])));
  if (thread.error && messages.length === 0)
    return <Problem error={thread.error} retry={() => void thread.refetch()} className="flex-1" />;
  return (
    <div
      role="log"
      aria-label={t('messages')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it
      tabIndex={0}
      className="flex min-h-0 flex-1 flex-col-reverse overflow-y-auto bg-canvas px-4 py-4 focus-visible:-outline-offset-2"
    >
      {thread.data === undefined ? (
        <div className="grid gap-3" aria-busy="true">
          {['w-1/2', 'ms-auto w-2/5', 'w-1/3', 'ms-auto w-1/2'].map((place) => (
            <Skeleton key={place} className={`h-12 rounded-xl ${place}`} />
          ))}
        </div>
      ) : (
        messages.map((message, i) => {
          const older = messages[i + 1];
          const isNewDay = older === undefined || !isSameDay(older.occurred_at, message.occurred_at);
          const isFirstOfRun = isNewDay || older?.direction !== message.direction;
          return (
            <Fragment key={message.client_message_id ?? message.id}>
              <Bubble
                message={message}
                quoted={message.context_wamid === null ? undefined : byWamid.get(message.context_wamid)}
                isFirstOfRun={isFirstOfRun}
                onQuote={onQuote}
              />
              {isNewDay && (
                <p className="my-3 self-center rounded-full bg-surface px-3 py-1 text-ink-soft text-xs shadow-soft">
                  {format.day(message.occurred_at)}
                </p>
              )}
            </Fragment>
          );
        })
      )}
      {thread.hasNextPage && (
        <Button
          tone="quiet"
          size="sm"
          className="mb-2 self-center"
          busy={thread.isFetchingNextPage}
          onClick={() => void thread.fetchNextPage()}
        >
          {t('older')}
        </Button>
      )}
    </div>
  );
}
