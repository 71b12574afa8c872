import type { BrandFeed, Unsubscribe } from './brand_feed.ts';
import type { Scope } from './scope.ts';

/** A message came in or was queued. Ids only: the text is read under the reader's own rights. */
export interface MessageEvent {
  message_id: string;
  conversation_id: string;
  direction: 'inbound' | 'outbound';
  status: string;
}

/** Messages changed their delivery state; one event for a whole batch. */
export interface StatusesEvent {
  statuses: { message_id: string; conversation_id: string; status: string }[];
}

export interface Inbox {
  /**
   * Hears of messages and their states in a brand (the chosen one unless given) as they happen.
   * @throws WabaseError `realtime_refused`, `realtime_unavailable`
   */
  subscribe(listener: {
    brandId?: string;
    onMessage?: (event: MessageEvent) => void;
    onStatuses?: (event: StatusesEvent) => void;
    onState?: (state: 'live' | 'interrupted') => void;
  }): Promise<Unsubscribe>;
}

export function createInbox(feed: BrandFeed, scope: Scope): Inbox {
  return {
    subscribe: ({ brandId, onMessage, onStatuses, onState }) =>
      feed.listen('brand', scope.require(brandId), {
        onState,
        onEvent({ event, payload }) {
          // The database is the only sender on these channels (no client has the right), so its shapes hold.
          if (event === 'message') onMessage?.(payload as unknown as MessageEvent);
          if (event === 'statuses') onStatuses?.(payload as unknown as StatusesEvent);
        },
      }),
  };
}
