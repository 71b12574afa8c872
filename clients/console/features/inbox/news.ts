'use client';
import { createContext, use, useEffect, useRef } from 'react';
import type { ContactMergedEvent, InboxEvent } from '../../../sdk/src/inbox.ts';

/** What the open conversation hears: an event of the brand, or that everything has to be read again. */
export type NewsItem = { kind: 'event'; event: Exclude<InboxEvent, ContactMergedEvent> } | { kind: 'reload' };

export interface News {
  tell(item: NewsItem): void;
  listen(listener: (item: NewsItem) => void): () => void;
}

/** Hands the events of the one subscription to whoever shows a part of them. */
export function createNews(): News {
  const listeners = new Set<(item: NewsItem) => void>();
  return {
    tell: (item) => {
      for (const listener of listeners) listener(item);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const NewsContext = createContext<News | null>(null);

/** Calls back for each event of a conversation or of a file, which names its message alone, and for reloads. */
export function useNews(conversationId: string, listener: (item: NewsItem) => void): void {
  const news = use(NewsContext);
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(
    () =>
      news?.listen((item) => {
        const isOther =
          item.kind === 'event' &&
          item.event.event !== 'media' &&
          item.event.conversation_id !== conversationId;
        if (!isOther) latest.current(item);
      }),
    [news, conversationId],
  );
}
