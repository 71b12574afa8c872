/**
 * Broadcasts from the database: rows of `realtime.messages` go to the members of their topic once they are committed.
 *
 * Hosted Realtime reads the write-ahead log. Here a statement-level AFTER INSERT trigger on `realtime.messages` calls
 * `pg_notify('realtime_messages', '<id>,<id>,...')`, at most 200 ids a call because a payload is limited to 8000 bytes,
 * only for rows with extension 'broadcast' and an event. Postgres delivers notifications at commit, in commit order;
 * the ids come in the order of insertion, which `inserted_at` (the start of the transaction) does not tell.
 *
 * A notification is lost when the listening connection is down. After each reconnect the rows of the last minute before
 * the break, up to now, are compared with the ids that were notified, and the missing ones are delivered.
 */
import type { Sql } from 'postgres';
import { databaseTime, deleteExpired, fetchByIds, idsSince, type StoredBroadcast } from './messages.ts';

const CHANNEL = 'realtime_messages';
/** How long notifications are gathered before the rows are read. */
const GATHER_MS = 3;
const BATCH = 500;
const RETRY_MS = 250;
/** A transaction may commit this long after its `inserted_at` and still be found after a reconnect. */
const OVERLAP_SECONDS = 60;
const HOUR_MS = 3_600_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface FeedOptions {
  /** Runs the queries, and opens a connection of its own to listen. */
  sql: Sql;
  deliver(stored: StoredBroadcast): void;
  /** Topics that somebody is in; rows of others are not read. */
  topics(): string[];
  /** Awaited after a reconnect before anything is delivered. */
  onReconnect(): Promise<void>;
  log(message: string): void;
}

export interface Feed {
  /** True when Postgres answered last time. */
  isUp(): boolean;
  close(): Promise<void>;
}

/** Starts listening; resolves at once, Postgres may come later. */
export function createFeed(options: FeedOptions): Feed {
  const { sql, log } = options;
  let pending: string[] = [];
  // Notified ids of this minute and the one before; rotated only while Postgres answers.
  let seen = new Set<string>();
  let seenBefore = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let busy = false;
  /** Notifications wait until the missed rows are in front of them. */
  let catchingUp = false;
  let up = false;
  let closed = false;
  /** Earliest row of interest: when this server first listened. */
  let startedAt: string | undefined;
  /** The database's time when it last answered. */
  let aliveAt: string | undefined;

  const schedule = (delay: number): void => {
    if (busy || catchingUp || closed || timer) return;
    timer = setTimeout(() => {
      timer = undefined;
      void flush();
    }, delay);
  };

  const flush = async (): Promise<void> => {
    const topics = options.topics();
    if (topics.length === 0) pending = [];
    if (pending.length === 0 || busy || catchingUp) return;
    busy = true;
    const ids = pending.splice(0, BATCH);
    let delay = 0;
    try {
      for (const stored of await fetchByIds(sql, ids, topics)) options.deliver(stored);
    } catch (error) {
      pending = [...ids, ...pending];
      delay = RETRY_MS;
      log(`cannot read realtime.messages, trying again: ${messageOf(error)}`);
    }
    busy = false;
    if (pending.length > 0) schedule(delay);
  };

  const catchUp = async (): Promise<void> => {
    const now = await databaseTime(sql);
    if (startedAt === undefined || aliveAt === undefined) {
      startedAt = now;
    } else {
      await options.onReconnect();
      const [row] = await sql<{ since: string }[]>`
        select greatest(${startedAt}::text::timestamp,
          ${aliveAt}::text::timestamp - make_interval(secs => ${OVERLAP_SECONDS}))::text as since`;
      const missed = (await idsSince(sql, row?.since ?? now, options.topics())).filter(
        (id) => !seen.has(id) && !seenBefore.has(id),
      );
      for (const id of missed) seen.add(id);
      pending = [...missed, ...pending];
      log(`listening again, ${missed.length} messages caught up`);
    }
    aliveAt = now;
    up = true;
  };

  const onListening = async (): Promise<void> => {
    catchingUp = true;
    for (;;) {
      if (closed) return;
      try {
        await catchUp();
        break;
      } catch (error) {
        log(`cannot catch up, trying again: ${messageOf(error)}`);
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
    catchingUp = false;
    schedule(0);
  };

  const onNotify = (payload: string): void => {
    for (const id of payload.split(',')) {
      // Any role may NOTIFY; something that is no id would make every read fail.
      if (!UUID.test(id) || seen.has(id) || seenBefore.has(id)) continue;
      seen.add(id);
      pending.push(id);
    }
    schedule(pending.length >= BATCH ? 0 : GATHER_MS);
  };

  // postgres.js listens again by itself after any lost connection, a failed first one included.
  sql
    .listen(CHANNEL, onNotify, () => void onListening())
    .catch((error: unknown) => log(`cannot listen yet: ${messageOf(error)}`));

  let lastDelete = 0;
  let lastRotation = Date.now();
  const pulse = setInterval(async () => {
    try {
      const now = await databaseTime(sql);
      if (!catchingUp && aliveAt !== undefined) aliveAt = now;
      up = startedAt !== undefined;
      if (Date.now() - lastRotation > OVERLAP_SECONDS * 1000) {
        lastRotation = Date.now();
        seenBefore = seen;
        seen = new Set();
      }
      if (Date.now() - lastDelete > HOUR_MS) {
        lastDelete = Date.now();
        await deleteExpired(sql);
      }
    } catch (error) {
      if (up) log(`Postgres does not answer: ${messageOf(error)}`);
      up = false;
    }
  }, 2000);

  return {
    isUp: () => up,
    async close() {
      closed = true;
      clearTimeout(timer);
      clearInterval(pulse);
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
