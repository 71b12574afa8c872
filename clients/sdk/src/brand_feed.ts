import type { RealtimeChannel } from '@supabase/supabase-js';
import { WabaseError } from './errors.ts';
import type { Supabase } from './scope.ts';

/** One event of a brand's channel, as the database sent it. */
export interface BrandEvent {
  /** `message`, `statuses` or `campaign`. */
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

/** Joins the private channels `brand:<id>`: one channel a brand, however many listen. */
export interface BrandFeed {
  /** Resolves when events flow. @throws WabaseError `realtime_refused`, `realtime_unavailable` */
  listen(brandId: string, listener: BrandListener): Promise<Unsubscribe>;
}

interface Room {
  channel: RealtimeChannel;
  listeners: Set<BrandListener>;
  joined: Promise<void>;
}

export function createBrandFeed(supabase: Supabase): BrandFeed {
  const rooms = new Map<string, Room>();

  function open(brandId: string): Room {
    const channel = supabase.channel(`brand:${brandId}`, { config: { private: true } });
    const listeners = new Set<BrandListener>();
    channel.on('broadcast', { event: '*' }, ({ event, payload }) => {
      for (const { onEvent } of listeners) onEvent({ event, payload });
    });
    const joined = join(supabase, channel, (state) => {
      for (const { onState } of listeners) onState?.(state);
    });
    const room = { channel, listeners, joined };
    rooms.set(brandId, room);
    return room;
  }

  async function leave(brandId: string, room: Room, listener: BrandListener): Promise<void> {
    room.listeners.delete(listener);
    if (room.listeners.size > 0 || rooms.get(brandId) !== room) return;
    rooms.delete(brandId);
    await supabase.removeChannel(room.channel);
  }

  return {
    async listen(brandId, listener) {
      const room = rooms.get(brandId) ?? open(brandId);
      room.listeners.add(listener);
      try {
        await room.joined;
      } catch (error) {
        await leave(brandId, room, listener);
        throw error;
      }
      return () => leave(brandId, room, listener);
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

function realtimeError(message: string): WabaseError {
  const isRefusal = message.includes('Unauthorized');
  return new WabaseError({
    status: isRefusal ? 403 : 0,
    code: '',
    slug: isRefusal ? 'realtime_refused' : 'realtime_unavailable',
    message,
    hint: isRefusal ? 'Only members of a brand may listen to it.' : 'Try again; meanwhile read at intervals.',
  });
}
