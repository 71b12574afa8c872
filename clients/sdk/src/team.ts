import type { RealtimeChannel } from '@supabase/supabase-js';
import type { Unsubscribe } from './brand_feed.ts';
import { realtimeError } from './brand_feed.ts';
import type { Scope, Supabase } from './scope.ts';

/** A colleague who has the inbox open, and the conversation he looks at. */
export interface Colleague {
  member_id: string;
  conversation_id: string | null;
}

/** A colleague's key strokes in a conversation; forget it after a few seconds. */
export interface TeamTyping {
  member_id: string;
  conversation_id: string;
}

/** One's own place among the colleagues of a brand. */
export interface TeamSeat {
  /** Says which conversation one looks at; null for none. */
  look(conversationId: string | null): Promise<void>;
  /** Says that one types; sent at most once in three seconds a conversation. Needs `conversations.reply`. */
  type(conversationId: string): Promise<void>;
  leave: Unsubscribe;
}

/**
 * What members of a brand tell each other while they are there, over the private channel `team:<brand id>`. Nothing of it
 * is kept, and what a client says of itself is a courtesy, not a fact: rights never depend on it.
 */
export interface Team {
  /** @throws WabaseError `realtime_refused`, `realtime_unavailable` */
  join(options: {
    brandId?: string;
    /** The caller's own seat. */
    memberId: string;
    onPresence?: (colleagues: Colleague[]) => void;
    onTyping?: (typing: TeamTyping) => void;
  }): Promise<TeamSeat>;
}

const TYPING_EVERY_MS = 3000;

export function createTeam(supabase: Supabase, scope: Scope): Team {
  return {
    async join({ brandId, memberId, onPresence, onTyping }) {
      const channel = supabase.channel(`team:${scope.require(brandId)}`, {
        config: { private: true, presence: { key: memberId, enabled: true } },
      });
      channel
        .on('presence', { event: 'sync' }, () => onPresence?.(colleaguesIn(channel)))
        .on('broadcast', { event: 'typing' }, ({ payload }) => {
          const { member_id, conversation_id } = payload as Partial<TeamTyping>;
          // Other clients send this: it is looked at before it is believed to have its shape.
          if (typeof member_id === 'string' && typeof conversation_id === 'string')
            onTyping?.({ member_id, conversation_id });
        });
      await supabase.realtime.setAuth();
      let looksAt: string | null = null;
      const track = () => channel.track({ conversation_id: looksAt });
      try {
        await new Promise<void>((resolve, reject) => {
          channel.subscribe((status, error) => {
            // After an interruption too: the server has forgotten who was there.
            if (status === 'SUBSCRIBED') void track().then(() => resolve(), reject);
            else reject(realtimeError(error?.message ?? status));
          });
        });
      } catch (error) {
        await supabase.removeChannel(channel);
        throw error;
      }
      const typedAt = new Map<string, number>();
      return {
        async look(conversationId) {
          looksAt = conversationId;
          await track();
        },
        async type(conversation_id) {
          const now = Date.now();
          if (now - (typedAt.get(conversation_id) ?? 0) < TYPING_EVERY_MS) return;
          typedAt.set(conversation_id, now);
          const payload = { member_id: memberId, conversation_id } satisfies TeamTyping;
          await channel.send({ type: 'broadcast', event: 'typing', payload });
        },
        async leave() {
          await supabase.removeChannel(channel);
        },
      };
    },
  };
}

/** One entry a member, however many windows he has open; the latest of them says what he looks at. */
function colleaguesIn(channel: RealtimeChannel): Colleague[] {
  return Object.entries(channel.presenceState<{ conversation_id?: unknown }>()).map(
    ([member_id, windows]) => {
      const seen = windows.at(-1)?.conversation_id;
      return { member_id, conversation_id: typeof seen === 'string' ? seen : null };
    },
  );
}
