'use client';
import { useMutation } from '@tanstack/react-query';
import { ArrowDown } from 'lucide-react';
import { Fragment, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Message } from '../../../sdk/src/messages.ts';
import { useFormat } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Problem } from '../../ui/states.tsx';
import { useClient } from '../session/session.tsx';
import { Bubble, type BubbleActions } from './bubble.tsx';
import { FilesContext, type ShownFile } from './files.ts';
import { Lightbox } from './lightbox.tsx';
import type { useThread } from './thread.ts';

/** How long a message that was jumped to stands out. */
const FOUND_MS = 2_000;

interface ThreadProps {
  thread: ReturnType<typeof useThread>['thread'];
  /** The newest first. */
  messages: Message[];
  files: ReadonlyMap<string, ShownFile[]>;
  actions: BubbleActions | null;
  /** The message around which was read; null when it was from the newest on. */
  around: string | null;
  onAround: (messageId: string | null) => void;
}

/**
 * What was said. The column is laid out from its end upwards: it stays at the newest message by itself, and older ones that are
 * read do not move what is in sight.
 */
export function ThreadView({ thread, messages, files, actions, around, onAround }: ThreadProps) {
  const { t } = useTranslation(['inbox', 'common']);
  const format = useFormat();
  const log = useRef<HTMLDivElement>(null);
  const [foundWamid, setFoundWamid] = useState<string | null>(null);
  const [isAway, setAway] = useState(false);
  const byWamid = useMemo(
    () => new Map(messages.flatMap((one) => (one.wamid === null ? [] : [[one.wamid, one] as const]))),
    [messages],
  );
  const days = useMemo(
    () => messages.map(({ occurred_at }) => format.dayKey(occurred_at)),
    [messages, format],
  );
  const pictures = useMemo(
    () =>
      messages
        .toReversed()
        .flatMap(({ id }) => files.get(id) ?? [])
        .filter(({ kind, url }) => kind === 'image' && url !== null),
    [messages, files],
  );
  const client = useClient();
  const [wantedWamid, setWantedWamid] = useState<string | null>(null);
  const show = useCallback((wamid: string): boolean => {
    const found = log.current?.querySelector(`[data-wamid="${CSS.escape(wamid)}"]`);
    if (!found) return false;
    found.scrollIntoView({ block: 'center' });
    setFoundWamid(wamid);
    return true;
  }, []);
  const { mutate: find } = useMutation({
    mutationFn: (wamid: string) => client.messages.find(wamid),
    onSuccess(messageId, wamid) {
      if (messageId === null) return void toast.info(t('quotedGone'));
      setWantedWamid(wamid);
      onAround(messageId);
    },
    onError: (error) => toast.error(error.message),
  });
  const jump = useCallback(
    (wamid: string) => {
      if (!show(wamid)) find(wamid);
    },
    [show, find],
  );
  useEffect(() => {
    if (wantedWamid === null || thread.data === undefined) return;
    if (!show(wantedWamid)) toast.info(t('quotedGone'));
    setWantedWamid(null);
  }, [wantedWamid, thread.data, show, t]);
  useEffect(() => {
    if (foundWamid === null) return;
    const timer = setTimeout(() => setFoundWamid(null), FOUND_MS);
    return () => clearTimeout(timer);
  }, [foundWamid]);

  if (thread.error && messages.length === 0)
    return <Problem error={thread.error} retry={() => void thread.refetch()} className="flex-1" />;
  return (
    <FilesContext value={files}>
      <Lightbox pictures={pictures}>
        <div className="relative flex min-h-0 flex-1 flex-col">
          <div
            ref={log}
            role="log"
            aria-label={t('messages')}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it
            tabIndex={0}
            // Scrolled from the end, so upwards is less than nothing.
            onScroll={({ currentTarget }) => setAway(currentTarget.scrollTop < -600)}
            className="flex min-h-0 flex-1 flex-col-reverse overflow-y-auto overflow-x-hidden bg-canvas px-4 py-4 focus-visible:-outline-offset-2"
          >
            {thread.hasPreviousPage && (
              <Button
                tone="quiet"
                size="sm"
                className="mt-2 self-center"
                busy={thread.isFetchingPreviousPage}
                onClick={() => void thread.fetchPreviousPage()}
              >
                {t('newer')}
              </Button>
            )}
            {thread.data === undefined ? (
              <div className="grid gap-3" aria-busy="true">
                {['w-1/2', 'ms-auto w-2/5', 'w-1/3', 'ms-auto w-1/2'].map((place) => (
                  <Skeleton key={place} className={`h-12 rounded-xl ${place}`} />
                ))}
              </div>
            ) : (
              messages.map((message, i) => {
                const older = messages[i + 1];
                const isNewDay = days[i] !== days[i + 1];
                const isFirstOfRun = isNewDay || older?.direction !== message.direction;
                return (
                  <Fragment key={message.client_message_id ?? message.id}>
                    {message.type === 'system' ? (
                      <SystemLine message={message} />
                    ) : (
                      <Bubble
                        message={message}
                        quoted={
                          message.context_wamid === null ? undefined : byWamid.get(message.context_wamid)
                        }
                        isFirstOfRun={isFirstOfRun}
                        isFound={message.wamid !== null && message.wamid === foundWamid}
                        actions={actions}
                        onJump={jump}
                      />
                    )}
                    {isNewDay && (
                      <p className="my-3 self-center rounded-full bg-surface px-3 py-1 text-ink-soft text-xs shadow-soft">
                        {format.day(message.occurred_at)}
                      </p>
                    )}
                  </Fragment>
                );
              })
            )}
            {thread.hasNextPage && <Older thread={thread} />}
          </div>
          {(isAway || around !== null) && (
            <Button
              size="icon"
              className="absolute end-4 bottom-4 rounded-full shadow-float"
              aria-label={t('newest')}
              onClick={() => {
                onAround(null);
                log.current?.scrollTo({ top: 0 });
              }}
            >
              <ArrowDown />
            </Button>
          )}
        </div>
      </Lightbox>
    </FilesContext>
  );
}

/** What WhatsApp itself says: a changed number and the like. */
function SystemLine({ message }: { message: Message }) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  return (
    <p className="my-2 max-w-[80%] self-center rounded-lg bg-info-soft px-3 py-1 text-center text-info text-xs">
      {message.body ?? t('type.system')} · {format.time(message.occurred_at)}
    </p>
  );
}

/** Reads older messages when it comes into sight; the button is for who got an error. */
function Older({ thread }: { thread: ThreadProps['thread'] }) {
  const { t } = useTranslation('inbox');
  const place = useRef<HTMLDivElement>(null);
  const { fetchNextPage, isFetchingNextPage, isFetchNextPageError } = thread;
  useEffect(() => {
    const node = place.current;
    if (node === null || isFetchNextPageError || isFetchingNextPage) return;
    const watcher = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) void fetchNextPage();
      },
      { rootMargin: '400px' },
    );
    watcher.observe(node);
    return () => watcher.disconnect();
  }, [fetchNextPage, isFetchNextPageError, isFetchingNextPage]);
  return (
    <div ref={place} className="mb-2 self-center">
      <Button tone="quiet" size="sm" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {t('older')}
      </Button>
    </div>
  );
}
