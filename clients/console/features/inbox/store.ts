import type { ListedConversation as Conversation } from '../../../sdk/src/conversations.ts';

/**
 * The conversations that a list has read, the latest first. Made for a hundred thousand: a change moves one row within
 * the array and copies nothing; whoever shows it reads `rows` again when `version` has changed.
 */
export interface ConversationStore {
  readonly rows: readonly Conversation[];
  readonly version: number;
  get(id: string): Conversation | undefined;
  /** Where a conversation stands; -1 when it is not there. */
  indexOf(id: string): number;
  /** Takes in rows, new or changed. */
  put(rows: Conversation[]): void;
  /** Takes in rows and drops others, as one change. */
  change(rows: Conversation[], goneIds: string[]): void;
  /** True when `a` stands before `b`. */
  isBefore(a: Conversation, b: Conversation): boolean;
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

  function take(changed: Conversation[]): void {
    for (const row of changed) {
      drop(row.id);
      const at = placeOf(row);
      if (at === rows.length) rows.push(row);
      else rows.splice(at, 0, row);
      byId.set(row.id, row);
    }
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
    indexOf(id) {
      const known = byId.get(id);
      return known === undefined ? -1 : placeOf(known);
    },
    isBefore,
    put(changed) {
      take(changed);
      touch();
    },
    change(changed, goneIds) {
      for (const id of goneIds) drop(id);
      take(changed);
      touch();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
