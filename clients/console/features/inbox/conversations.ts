'use client';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { WabaseClient } from '../../../sdk/src/client.ts';
import type { ConversationFilter, ListedConversation } from '../../../sdk/src/conversations.ts';
import { useClient } from '../session/session.tsx';
import { type InboxFilter, queryOf } from './filter.ts';
import { type ConversationStore, createConversationStore } from './store.ts';

/** The first page is there soon, the others are worth the way. */
const FIRST_PAGE = 50;
const PAGE = 500;
/** Changes within this time are read in one request. */
const GATHER_MS = 150;
/** How many ids go into one request. */
const MOST_IDS = 100;

export interface ConversationList {
  store: ConversationStore;
  isLoading: boolean;
  error: unknown;
  /** Reads the next page unless one is on its way or none is left. */
  loadMore(): void;
  /** Something changed in these conversations: reads them anew, several at once. */
  refresh(ids: string[]): void;
  /** Reads the beginning once more and takes in what is new there: what is in sight stays in its place. */
  catchUp(): void;
  reload(): void;
}

/** One way of looking at the inbox: what was read of it, and how far. */
interface Reading {
  store: ConversationStore;
  query: ConversationFilter;
  isReading: boolean;
  /** Ends when the page that was asked for last has come or failed. */
  page: Promise<void>;
  /** The last row of the last page; what lies beyond it comes with its page. */
  end: ListedConversation | null;
  isWhole: boolean;
  /** Ids that changed since they were read. */
  changed: Set<string>;
  timer: ReturnType<typeof setTimeout> | undefined;
}

function createReading(query: ConversationFilter): Reading {
  return {
    store: createConversationStore(),
    query,
    isReading: false,
    page: Promise.resolve(),
    end: null,
    isWhole: false,
    changed: new Set(),
    timer: undefined,
  };
}

async function readPage(client: WabaseClient, reading: Reading): Promise<void> {
  const limit = reading.end === null ? FIRST_PAGE : PAGE;
  const rows = await client.conversations.list({
    ...reading.query,
    limit,
    ...(reading.end !== null && { before: reading.end }),
  });
  reading.isWhole = rows.length < limit;
  reading.end = rows.at(-1) ?? reading.end;
  reading.store.put(rows);
}

/** Reads the first page once more: what was read before events flowed may be old. */
async function readBeginning(client: WabaseClient, reading: Reading): Promise<void> {
  await reading.page;
  const rows = await client.conversations.list({ ...reading.query, limit: FIRST_PAGE });
  const last = rows.length < FIRST_PAGE ? undefined : rows.at(-1);
  const ids = new Set(rows.map(({ id }) => id));
  const { store } = reading;
  const isGone = (row: ListedConversation) =>
    !ids.has(row.id) && (last === undefined || store.isBefore(row, last));
  store.change(
    rows,
    store.rows.filter(isGone).map(({ id }) => id),
  );
}

/** Reads what changed, a request at a time, until nothing is left: however many events come, one request is on its way. */
async function readChanged(client: WabaseClient, reading: Reading): Promise<void> {
  const ids = [...reading.changed].slice(0, MOST_IDS);
  for (const id of ids) reading.changed.delete(id);
  const rows = await client.conversations.list({ ...reading.query, ids, limit: ids.length });
  const { store, end } = reading;
  const isInSight = (row: ListedConversation) => reading.isWhole || end === null || !store.isBefore(end, row);
  const kept = rows.filter(isInSight);
  const keptIds = new Set(kept.map(({ id }) => id));
  store.change(
    kept,
    ids.filter((id) => !keptIds.has(id)),
  );
}

/** The conversations of a filter, read page by page and kept up to date by `refresh`. */
export function useConversations(brandId: string, filter: InboxFilter, memberId: string): ConversationList {
  const client = useClient();
  const [state, setState] = useState<{ isLoading: boolean; error: unknown }>({
    isLoading: true,
    error: null,
  });
  const [round, setRound] = useState(0);
  const key = JSON.stringify([brandId, filter, memberId, round]);
  const held = useRef<{ key: string; reading: Reading } | null>(null);
  if (held.current?.key !== key) {
    held.current = { key, reading: createReading(queryOf(filter, memberId)) };
  }
  const { reading } = held.current;
  const { store } = reading;
  useSyncExternalStore(
    store.subscribe,
    () => store.version,
    () => 0,
  );

  const loadMore = useCallback(() => {
    if (reading.isReading || reading.isWhole) return;
    reading.isReading = true;
    const settle = (error: unknown) => {
      reading.isReading = false;
      if (held.current?.reading === reading) setState({ isLoading: false, error });
    };
    reading.page = readPage(client, reading).then(() => settle(null), settle);
  }, [client, reading]);

  useEffect(() => {
    setState({ isLoading: true, error: null });
    loadMore();
    return () => clearTimeout(reading.timer);
  }, [loadMore, reading]);

  const refresh = useCallback(
    (ids: string[]) => {
      for (const id of ids) reading.changed.add(id);
      const read = () => {
        readChanged(client, reading)
          // What could not be read now comes with the next event or reload.
          .catch(() => {})
          .finally(() => {
            reading.timer = reading.changed.size === 0 ? undefined : setTimeout(read, GATHER_MS);
          });
      };
      reading.timer ??= setTimeout(read, GATHER_MS);
    },
    [client, reading],
  );
  const catchUp = useCallback(() => {
    readBeginning(client, reading).catch(() => {});
  }, [client, reading]);
  const reload = useCallback(() => setRound((old) => old + 1), []);
  return { store, ...state, loadMore, refresh, catchUp, reload };
}
