import type { BrandFeed, Unsubscribe } from './brand_feed.ts';
import { rows } from './errors.ts';
import { createOrderedEvents, type EventBatch } from './event_order.ts';
import { BRAND_HEADER, type Scope, type Supabase } from './scope.ts';

/** A message came in, was queued, or changed in what it says. */
export interface MessageEvent {
  event: 'message';
  message_id: string;
  conversation_id: string;
  direction: 'inbound' | 'outbound';
  status: string;
}

/** A message changed its delivery state. */
export interface StatusEvent {
  event: 'status';
  message_id: string;
  conversation_id: string;
  status: string;
}

/** The file of a message is there, or failed. */
export interface MediaEvent {
  event: 'media';
  message_id: string;
  message_media_id: string;
  state: 'pending' | 'stored' | 'failed';
  error: string | null;
}

/** A conversation changed its status, assignee, labels, or how much is unread. */
export interface ConversationEvent {
  event: 'conversation';
  conversation_id: string;
  status: string;
  assigned_to: string | null;
  unread_count: number;
}

/** A note was written or removed. */
export interface NoteEvent {
  event: 'note';
  conversation_id: string;
  note_id: string;
  /** Members who were told. */
  mentions: string[];
}

/** A conversation was not answered or closed in time. */
export interface SlaEvent {
  event: 'sla';
  conversation_id: string;
  timer: 'first_response' | 'resolution';
  due_at: string;
}

/** Two contacts turned out to be one person: the second is gone, its conversations are the first one's. */
export interface ContactMergedEvent {
  event: 'contact_merged';
  contact_id: string;
  merged_contact_id: string;
}

/** What happened in a brand's inbox. Ids only: the rows are read under the reader's own rights. */
export type InboxEvent =
  | MessageEvent
  | StatusEvent
  | ConversationEvent
  | NoteEvent
  | SlaEvent
  | MediaEvent
  | ContactMergedEvent;

/** What is meant for one member. */
export type PersonalEvent = { conversation_id: string; brand_id: string } & (
  | { event: 'assignment' }
  | { event: 'mention'; note_id: string }
  | { event: 'sla'; timer: 'first_response' | 'resolution'; due_at: string }
);

/** How often the log is looked at although nothing seems to be missing: Realtime may drop the last message of all. */
const CHECK_MS = 30_000;

export interface Inbox {
  /**
   * Hears of everything in a brand (the chosen one unless given) as it happens: every client gets the same events in the
   * same order, each once, also those of a time without a connection. Begins with what happens after it resolved, so
   * read what you show afterwards; or with what came after the number `since`, which an earlier `onEvent` told.
   * @param listener.onState `interrupted` when the connection is lost, `live` when it is back and nothing is missing
   * @param listener.onReset the connection was away for longer than events are kept (two days): read everything anew
   * @throws WabaseError `realtime_refused`, `realtime_unavailable`
   */
  subscribe(listener: {
    brandId?: string;
    since?: number;
    onEvent?: (event: InboxEvent, seq: number) => void;
    onState?: (state: 'live' | 'interrupted') => void;
    onReset?: () => void;
  }): Promise<Unsubscribe>;
  /**
   * Hears of what is meant for a member of one's own, in all brands: for notifications. What happens without a connection
   * is not told here; it is among the events of `subscribe`.
   * @throws WabaseError `realtime_refused`, `realtime_unavailable`
   */
  subscribePersonal(listener: {
    memberId: string;
    onEvent: (event: PersonalEvent) => void;
  }): Promise<Unsubscribe>;
}

export function createInbox(supabase: Supabase, feed: BrandFeed, scope: Scope): Inbox {
  /** The database is the only writer of these rows and the only sender on the channel, so its shapes hold. */
  async function readAfter(brandId: string, seq: number, limit: number): Promise<EventBatch<InboxEvent>[]> {
    const query = supabase
      .from('brand_events')
      .select('seq, events')
      // Also when another brand is chosen meanwhile.
      .setHeader(BRAND_HEADER, brandId)
      .eq('brand_id', brandId)
      .gt('seq', seq)
      .order('seq')
      .limit(limit);
    return (await rows(query)) as unknown as EventBatch<InboxEvent>[];
  }

  const position = (brandId: string): Promise<number> =>
    rows(supabase.rpc('inbox_position', { brand_id: brandId }).setHeader(BRAND_HEADER, brandId));

  return {
    subscribePersonal: ({ memberId, onEvent }) =>
      feed.listen('agent', memberId, {
        onEvent: ({ event, payload }) => onEvent({ event, ...payload } as unknown as PersonalEvent),
      }),
    async subscribe({ brandId, since, onEvent, onState, onReset }) {
      const brand = scope.require(brandId);
      let isStopped = false;
      const ordered = createOrderedEvents<InboxEvent>({
        readAfter: (seq, limit) => readAfter(brand, seq, limit),
        deliver: (event, seq) => onEvent?.(event, seq),
        onReset: () => onReset?.(),
        async wait(attempt) {
          await new Promise((resolve) => setTimeout(resolve, Math.min(250 * 2 ** attempt, 10_000)));
          if (isStopped) throw new Error('unsubscribed');
        },
      });
      let connections = 0;
      const leave = await feed.listen('brand', brand, {
        onState(state) {
          connections += 1;
          const connection = connections;
          if (state === 'interrupted') onState?.(state);
          else
            void ordered.catchUp().then(() => {
              if (connection === connections && !isStopped) onState?.('live');
            });
        },
        onEvent({ event, payload }) {
          if (event === 'inbox') ordered.receive(payload as unknown as EventBatch<InboxEvent>);
        },
      });
      const stop = () => {
        isStopped = true;
        ordered.stop();
        clearInterval(check);
        return leave();
      };
      const check = setInterval(() => void ordered.catchUp(), CHECK_MS);
      try {
        ordered.start(since ?? (await position(brand)));
      } catch (error) {
        await stop();
        throw error;
      }
      if (since !== undefined) await ordered.catchUp();
      return stop;
    },
  };
}
