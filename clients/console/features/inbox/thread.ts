'use client';
import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { Message } from '../../../sdk/src/messages.ts';
import { readAnew } from '../../lib/read_anew.ts';
import { useClient } from '../session/session.tsx';

const PAGE = 50;

export type Pages = InfiniteData<Message[], string | undefined>;
export const threadKey = (conversationId: string) => ['thread', conversationId];

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

/** A message that only this page knows: its id is the client's own. */
const isDraft = (message: Message) => message.id === message.client_message_id;

/** Where a new message belongs among the newest ones: ids rise with time, and news may come in any order. */
function placeOf(message: Message, newest: Message[]): number {
  if (isDraft(message)) return 0;
  const at = newest.findIndex((one) => !isDraft(one) && one.id < message.id);
  return at < 0 ? newest.length : at;
}

/** Puts a message into what is shown: in its place when it is there, else where its time belongs. */
export function withMessage(pages: Pages, message: Message): Pages {
  let isKnown = false;
  const next = pages.pages.map((page) =>
    page.map((shown) => {
      const isSame =
        shown.id === message.id ||
        (message.client_message_id !== null && shown.client_message_id === message.client_message_id);
      if (isSame) isKnown = true;
      return isSame ? message : shown;
    }),
  );
  const [first = [], ...rest] = next;
  return {
    ...pages,
    pages: isKnown ? next : [first.toSpliced(placeOf(message, first), 0, message), ...rest],
  };
}

/** The messages of a conversation, the newest first, and the ways in which they change. */
export function useThread(conversationId: string) {
  const client = useClient();
  const queries = useQueryClient();
  const thread = useInfiniteQuery({
    queryKey: threadKey(conversationId),
    queryFn: ({ pageParam }) =>
      client.messages.list(conversationId, {
        limit: PAGE,
        ...(pageParam !== undefined && { before: pageParam }),
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => (page.length < PAGE ? undefined : page.at(-1)?.id),
  });
  const reload = useCallback(
    () => void readAnew(queries, threadKey(conversationId)),
    [queries, conversationId],
  );
  const change = useCallback(
    (how: (pages: Pages) => Pages) => {
      const queryKey = threadKey(conversationId);
      queries.setQueryData<Pages>(queryKey, (old) => (old === undefined ? old : how(old)));
      // What is on its way may have been read before this.
      if (queries.isFetching({ queryKey }) > 0) reload();
    },
    [queries, conversationId, reload],
  );
  const put = useCallback((message: Message) => change((pages) => withMessage(pages, message)), [change]);
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
  // Reactions are shown on what they are about.
  const messages = useMemo(
    () => thread.data?.pages.flat().filter(({ type }) => type !== 'reaction') ?? [],
    [thread.data],
  );
  return { thread, messages, put, setStatus, reload };
}
