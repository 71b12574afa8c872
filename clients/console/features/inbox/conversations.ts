'use client';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { WabaseClient } from '../../../sdk/src/client.ts';
import type { ListedConversation } from '../../../sdk/src/conversations.ts';
import { useClient } from '../session/session.tsx';
import { type ConversationStore, createConversationStore } from './store.ts';

export type Filter = 'open' | 'mine' | 'unassigned' | 'unread' | 'closed' | 'all';

/** Whether a conversation belongs into a list. */
export function fits(filter: Filter, row: ListedConversation, memberId: string): boolean {
  switch (filter) {
    case 'open':
      return row.status === 'open';
    case 'mine':
      return row.status !== 'closed' && row.assigned_to === memberId;
    case 'unassigned':
      return row.status !== 'closed' && row.assigned_to === null;
    case 'unread':
      return row.unread_count > 0;
    case 'closed':
      return row.status === 'closed';
    default:
      return true;
  }
}

function queryOf(filter: Filter, memberId: string): Parameters<WabaseClient['conversations']['list']>[0] {
  switch (filter) {
    case 'open':
      return { status: 'open' };
    case 'mine':
      return { assignedTo: memberId };
    case 'unassigned':
      return { assignedTo: null };
    case 'unread':
      return { unread: true };
    case 'closed':
      return { status: 'closed' };
    default:
      return {};
  }
}

const PAGE = 200;
/** Changes within this time are read in one request. */
const GATHER_MS = 120;

export interface ConversationList {
  store: ConversationStore;
  isLoading: boolean;
  error: unknown;
  /** Reads the next page unless one is on its way or none is left. */
  loadMore(): void;
  /** Something changed in these conversations: reads them anew, several at once. */
  refresh(ids: string[]): void;
  reload(): void;
}

/** The conversations of a filter, read page by page and kept up to date by `refresh`. */
export function useConversations(brandId: string, filter: Filter, memberId: string): ConversationList {
  const client = useClient();
  const [state, setState] = useState<{ isLoading: boolean; error: unknown }>({
    isLoading: true,
    error: null,
  });
  const [round, setRound] = useState(0);
  const held = useRef<{ key: string; store: ConversationStore; isBusy: boolean; isDone: boolean } | null>(
    null,
  );
  const key = `${brandId} ${filter} ${round}`;
  if (held.current?.key !== key) {
    held.current = { key, store: createConversationStore(), isBusy: false, isDone: false };
  }
  const { store } = held.current;
  useSyncExternalStore(
    store.subscribe,
    () => store.version,
    () => 0,
  );

  const loadMore = useCallback(() => {
    const mine = held.current;
    if (mine === null || mine.store !== store || mine.isBusy || mine.isDone) return;
    mine.isBusy = true;
    const last = store.rows.at(-1);
    const read = async () => {
      const rows = await client.conversations.list({
        ...queryOf(filter, memberId),
        limit: PAGE,
        ...(last !== undefined && { before: last }),
      });
      mine.isDone = rows.length < PAGE;
      store.put(rows.filter((row) => fits(filter, row, memberId)));
    };
    read().then(
      () => {
        mine.isBusy = false;
        if (held.current === mine) setState({ isLoading: false, error: null });
      },
      (error: unknown) => {
        mine.isBusy = false;
        if (held.current === mine) setState({ isLoading: false, error });
      },
    );
  }, [client, store, filter, memberId]);

  useEffect(() => {
    setState({ isLoading: true, error: null });
    loadMore();
  }, [loadMore]);

  const dirty = useRef(new Set<string>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const refresh = useCallback(
    (ids: string[]) => {
      for (const id of ids) dirty.current.add(id);
      timer.current ??= setTimeout(() => {
        timer.current = undefined;
        const wanted = [...dirty.current].slice(0, 200);
        for (const id of wanted) dirty.current.delete(id);
        const read = async () => {
          const rows = await client.conversations.getMany(wanted);
          const kept = rows.filter((row) => fits(filter, row, memberId));
          const keptIds = new Set(kept.map(({ id }) => id));
          store.remove(wanted.filter((id) => !keptIds.has(id)));
          store.put(kept);
        };
        // What could not be read now comes with the next event or reload.
        read().catch(() => {});
      }, GATHER_MS);
    },
    [client, store, filter, memberId],
  );
  useEffect(() => () => clearTimeout(timer.current), []);
  return { store, ...state, loadMore, refresh, reload: () => setRound((old) => old + 1) };
}
