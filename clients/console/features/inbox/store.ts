import type { ListedConversation as Conversation } from '../../../sdk/src/conversations.ts';

/**
 * The conversations that a list has read, the latest first. Made for a hundred thousand: a change moves one row within
 * the array and copies nothing; whoever shows it reads `rows` again when `version` has changed.
 */
export interface ConversationStore {
  readonly rows: readonly Conversation[];
  readonly version: number;
  get(id: string): Conversation | undefined;
  /** Takes in rows, new or changed. */
  put(rows: Conversation[]): void;
  remove(ids: string[]): void;
  subscribe(listener: () => void): () => void;
}

/** True when `a` stands before `b`: later, and of the same moment the one with the greater id. */
function isBefore(a: Conversation, b: Conversation): boolean {
  const [left, right] = [a.last_message_at ?? '', b.last_message_at ?? ''];
  return left === right ? a.id > b.id : left > right;
}

export function createConversationStore(): ConversationStore {
  const rows: Conversation[] = [];
  const byId = new Map<string, Conversation>();
  const listeners = new Set<() => void>();
  let version = 0;

  /** Where a row stands or belongs. */
  function placeOf(row: Conversation): number {
    let [low, high] = [0, rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(rows[middle] as Conversation, row)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function drop(id: string): void {
    const known = byId.get(id);
    if (known === undefined) return;
    rows.splice(placeOf(known), 1);
    byId.delete(id);
  }

  function touch(): void {
    version += 1;
    for (const listener of listeners) listener();
  }

  return {
    rows,
    get version() {
      return version;
    },
    get: (id) => byId.get(id),
    put(changed) {
      for (const row of changed) {
        drop(row.id);
        const at = placeOf(row);
        if (at === rows.length) rows.push(row);
        else rows.splice(at, 0, row);
        byId.set(row.id, row);
      }
      touch();
    },
    remove(ids) {
      for (const id of ids) drop(id);
      touch();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
