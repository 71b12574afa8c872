import type { RealtimeChannel } from '@supabase/supabase-js';
import { WabaseError } from './errors.ts';
import type { Supabase } from './scope.ts';

/** One event of a brand's channel, as the database sent it. */
export interface BrandEvent {
  /** On `brand`: `message`, `statuses`; on `campaigns`: `campaign`; on `organization`: `alert`. */
  event: string;
  payload: Record<string, unknown>;
}

/** Somebody who listens to a brand. */
export interface BrandListener {
  onEvent(event: BrandEvent): void;
  /** `interrupted` when the connection is lost, `live` when it is back: then read again what you show. */
  onState?: ((state: 'live' | 'interrupted') => void) | undefined;
}

/** Ends a subscription. */
export type Unsubscribe = () => Promise<void>;

/** What a channel is about: messages need conversations.view, funnels campaigns.view, alerts any seat of the organization. */
export type BrandTopic = 'brand' | 'campaigns' | 'contacts' | 'organization' | 'agent';

/** Joins the private channels `<topic>:<id>` of a brand or an organization: one channel each, however many listen. */
export interface BrandFeed {
  /** Resolves when events flow. @throws WabaseError `realtime_refused`, `realtime_unavailable` */
  listen(topic: BrandTopic, id: string, listener: BrandListener): Promise<Unsubscribe>;
}

interface Room {
  channel: RealtimeChannel;
  listeners: Set<BrandListener>;
  joined: Promise<void>;
}

export function createBrandFeed(supabase: Supabase): BrandFeed {
  const rooms = new Map<string, Room>();

  function open(name: string): Room {
    const channel = supabase.channel(name, { config: { private: true } });
    const listeners = new Set<BrandListener>();
    channel.on('broadcast', { event: '*' }, ({ event, payload }) => {
      for (const { onEvent } of listeners) onEvent({ event, payload });
    });
    const joined = join(supabase, channel, (state) => {
      for (const { onState } of listeners) onState?.(state);
      // Who lost the right is thrown out for good: the next to listen has to ask again.
      if (channel.state === 'closed' && rooms.get(name) === room) rooms.delete(name);
    });
    const room: Room = { channel, listeners, joined };
    rooms.set(name, room);
    return room;
  }

  async function leave(name: string, room: Room, listener: BrandListener): Promise<void> {
    room.listeners.delete(listener);
    if (room.listeners.size > 0 || rooms.get(name) !== room) return;
    rooms.delete(name);
    await supabase.removeChannel(room.channel);
  }

  return {
    async listen(topic, id, listener) {
      const name = `${topic}:${id}`;
      const room = rooms.get(name) ?? open(name);
      room.listeners.add(listener);
      try {
        await room.joined;
      } catch (error) {
        await leave(name, room, listener);
        throw error;
      }
      return () => leave(name, room, listener);
    },
  };
}

/** Joins once; afterwards supabase-js joins again by itself after an interruption. */
async function join(
  supabase: Supabase,
  channel: RealtimeChannel,
  onState: (state: 'live' | 'interrupted') => void,
): Promise<void> {
  // Without this the first join goes out without the user's token and is refused.
  await supabase.realtime.setAuth();
  await new Promise<void>((resolve, reject) => {
    let isLive = false;
    channel.subscribe((status, error) => {
      if (status === 'SUBSCRIBED') {
        if (isLive) onState('live');
        isLive = true;
        resolve();
      } else if (isLive) onState('interrupted');
      else reject(realtimeError(error?.message ?? status));
    });
  });
}

/** What Realtime refused with, as our error. */
export function realtimeError(message: string): WabaseError {
  const isRefusal = message.includes('Unauthorized');
  return new WabaseError({
    status: isRefusal ? 403 : 0,
    code: '',
    slug: isRefusal ? 'realtime_refused' : 'realtime_unavailable',
    message,
    hint: isRefusal ? 'Only members of a brand may listen to it.' : 'Try again; meanwhile read at intervals.',
  });
}
