'use client';
import { type InfiniteData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { WabaseClient } from '../../../sdk/src/client.ts';
import type { Message } from '../../../sdk/src/messages.ts';
import { readAnew } from '../../lib/read_anew.ts';
import { useClient } from '../session/session.tsx';

const PAGE = 50;

const RANK = [
  'queued',
  'canceled',
  'sending',
  'unknown',
  'accepted',
  'sent',
  'failed',
  'delivered',
  'read',
  'played',
];

/** The later of two states: news may come in any order. */
export function laterStatus(a: string, b: string): string {
  return RANK.indexOf(b) > RANK.indexOf(a) ? b : a;
}

/** Whether only this device knows of a message: its id is the client's own. */
export const isDraft = (message: Message) => message.id === message.client_message_id;

const secondOf = ({ occurred_at }: Message) => Math.floor(Date.parse(occurred_at) / 1000);

/**
 * The newest first. By the second, which is as exact as WhatsApp tells; within one in the order in which they came, by which ids
 * rise. One that came late stands where its time belongs.
 */
function inOrder(messages: Message[]): Message[] {
  return messages.toSorted((a, b) => secondOf(b) - secondOf(a) || (a.id < b.id ? 1 : -1));
}

/**
 * Puts a message into what was read: in its place when it is there; a new one only where the newest are read, for elsewhere it
 * comes with its page.
 */
export function withMessage(pages: Pages, message: Message, hasNewest: boolean): Pages {
  let isKnown = false;
  const next = pages.pages.map((page) =>
    page.map((shown) => {
      if (shown.id !== message.id) return shown;
      isKnown = true;
      // What was read may be older than the news of its status.
      return { ...message, status: laterStatus(shown.status, message.status) };
    }),
  );
  if (isKnown) return { ...pages, pages: next };
  const [first = [], ...rest] = next;
  return hasNewest ? { ...pages, pages: [[message, ...first], ...rest] } : pages;
}

/** Where a page of the thread begins: at the newest messages, before one (older), from one on (newer), or around one. */
type Place = { before: string } | { from: string } | { around: string } | null;

export type Pages = InfiniteData<Message[], Place>;

function readPage(client: WabaseClient, conversationId: string, place: Place): Promise<Message[]> {
  const read = (options: { before?: string; from?: string }) =>
    client.messages.list(conversationId, { limit: PAGE, ...options });
  if (place === null || !('around' in place)) return read(place ?? {});
  const { around } = place;
  return Promise.all([read({ from: around }), read({ before: around })]).then((both) => both.flat());
}

/** The messages of a conversation, the newest first, from the newest or around one, and the ways in which they change. */
export function useThread(conversationId: string, around: string | null) {
  const client = useClient();
  const queries = useQueryClient();
  const queryKey = useMemo(() => ['thread', conversationId, around], [conversationId, around]);
  const draftsKey = useMemo(() => ['thread-drafts', conversationId], [conversationId]);
  const thread = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => readPage(client, conversationId, pageParam),
    initialPageParam: (around === null ? null : { around }) as Place,
    getNextPageParam: (page): Place | undefined => {
      const oldest = page.at(-1);
      return oldest === undefined || page.length < PAGE ? undefined : { before: oldest.id };
    },
    getPreviousPageParam: (page): Place | undefined => {
      const [newest] = page;
      return around === null || newest === undefined || page.length < PAGE ? undefined : { from: newest.id };
    },
  });
  const { data: drafts = [] } = useQuery<Message[]>({
    queryKey: draftsKey,
    queryFn: () => [],
    enabled: false,
    gcTime: Infinity,
  });
  const hasNewest = !thread.hasPreviousPage;
  const reload = useCallback(() => void readAnew(queries, queryKey), [queries, queryKey]);
  const change = useCallback(
    (how: (pages: Pages) => Pages) => {
      queries.setQueryData<Pages>(queryKey, (old) => (old === undefined ? old : how(old)));
      // What is on its way may have been read before this.
      if (queries.isFetching({ queryKey }) > 0) reload();
    },
    [queries, queryKey, reload],
  );
  const put = useCallback(
    (message: Message) => {
      queries.setQueryData<Message[]>(draftsKey, (old = []) => {
        const others = old.filter((one) => one.client_message_id !== message.client_message_id);
        return isDraft(message) ? [message, ...others] : others;
      });
      if (!isDraft(message)) change((pages) => withMessage(pages, message, hasNewest));
    },
    [queries, draftsKey, change, hasNewest],
  );
  const drop = useCallback(
    (clientMessageId: string) =>
      queries.setQueryData<Message[]>(draftsKey, (old = []) =>
        old.filter((one) => one.client_message_id !== clientMessageId),
      ),
    [queries, draftsKey],
  );
  const setStatus = useCallback(
    (messageId: string, status: string) =>
      change((pages) => ({
        ...pages,
        pages: pages.pages.map((page) =>
          page.some(({ id }) => id === messageId)
            ? page.map((one) =>
                one.id === messageId ? { ...one, status: laterStatus(one.status, status) } : one,
              )
            : page,
        ),
      })),
    [change],
  );
  const messages = useMemo(() => {
    const read = [...new Map(thread.data?.pages.flat().map((one) => [one.id, one])).values()];
    const known = new Set(read.map(({ client_message_id }) => client_message_id));
    const waiting = drafts.filter(({ client_message_id }) => !known.has(client_message_id));
    // Reactions are shown on what they are about.
    return [...waiting, ...inOrder(read)].filter(({ type }) => type !== 'reaction');
  }, [thread.data, drafts]);
  return { thread, messages, put, drop, setStatus, reload };
}
