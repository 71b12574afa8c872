import { recall, remember } from '../../lib/storage.ts';
import type { Outgoing } from './send.ts';

/** A message that the server has not confirmed, with the client's own id, under which it is sent once however often it is tried. */
export interface Unsent extends Outgoing {
  client_message_id: string;
}

/** More than these nobody sends without a connection. */
const MOST = 20;

/** Under way from this window: not lost, whatever the device remembers. */
const underway = new Set<string>();

const slotOf = (conversationId: string, memberId: string) => `unsent.${memberId}.${conversationId}`;

function read(slot: string): Unsent[] {
  try {
    return JSON.parse(recall(slot) ?? '[]') as Unsent[];
  } catch {
    return [];
  }
}

/** What a member sent into a conversation and the server has not confirmed: kept on the device, so that no window takes it along. */
export function createUnsent(conversationId: string, memberId: string) {
  const slot = slotOf(conversationId, memberId);
  const write = (list: Unsent[]) => remember(slot, list.length === 0 ? null : JSON.stringify(list));
  const others = (id: string) => read(slot).filter(({ client_message_id }) => client_message_id !== id);
  return {
    /** It sets out. */
    begin(message: Unsent) {
      underway.add(message.client_message_id);
      write([...others(message.client_message_id), message].slice(-MOST));
    },
    /** It failed: kept until it is sent or given up. */
    fail(id: string) {
      underway.delete(id);
    },
    /** It arrived, or is given up. */
    end(id: string) {
      underway.delete(id);
      write(others(id));
    },
    /** Those of which nothing is under way in this window. */
    left: () => read(slot).filter(({ client_message_id }) => !underway.has(client_message_id)),
  };
}
