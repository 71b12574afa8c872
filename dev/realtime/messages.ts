/** What this server reads from and deletes in `realtime.messages`. */
import type { Sql } from 'postgres';
import type { Broadcast } from './frames.ts';

/** A stored broadcast on its way out. */
export interface StoredBroadcast {
  message: Broadcast;
  isPrivate: boolean;
}

/** Hosted Realtime replays at most this many, and keeps messages this long. */
const REPLAY_LIMIT = 25;
const RETENTION_HOURS = 72;

interface Row {
  id: string;
  topic: string;
  event: string;
  private: boolean | null;
  payload: string | null;
  binary_payload: Buffer | null;
}

/** The rows with these ids that are for one of the topics, in the order of the ids. */
export async function fetchByIds(sql: Sql, ids: string[], topics: string[]): Promise<StoredBroadcast[]> {
  const rows = await sql<Row[]>`
    select m.id, m.topic, m.event, m.private, m.payload::text as payload, m.binary_payload
    from unnest(${ids}::uuid[]) with ordinality as wanted (id, position)
    join realtime.messages m using (id)
    where m.topic = any(${topics}) and m.extension = 'broadcast' and m.event is not null
    order by wanted.position`;
  return rows.map((row) => ({ message: toBroadcast(row, {}), isPrivate: row.private === true }));
}

/** Ids of the broadcasts in these topics from `since` (UTC, text) on, oldest first. */
export async function idsSince(sql: Sql, since: string, topics: string[]): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from realtime.messages
    where inserted_at >= ${since}::text::timestamp and topic = any(${topics}) and extension = 'broadcast' and event is not null
    order by inserted_at, id`;
  return rows.map((row) => row.id);
}

/** The latest private broadcasts of a topic since a time in milliseconds, oldest first, marked as replayed. */
export async function fetchReplay(
  sql: Sql,
  topic: string,
  options: { since: number; limit?: number | undefined },
): Promise<Broadcast[]> {
  const limit = Math.min(Math.max(options.limit ?? REPLAY_LIMIT, 1), REPLAY_LIMIT);
  const rows = await sql<Row[]>`
    select id, topic, event, private, payload::text as payload, binary_payload
    from realtime.messages
    where topic = ${topic} and private and extension = 'broadcast' and event is not null
      and inserted_at >= to_timestamp(${options.since}::float8 / 1000) at time zone 'utc'
      and inserted_at > now() at time zone 'utc' - make_interval(hours => ${RETENTION_HOURS})
    order by inserted_at desc, id desc
    limit ${limit}`;
  return rows.map((row) => toBroadcast(row, { replayed: true })).reverse();
}

/** Hosted Realtime drops daily partitions; here old rows are deleted. */
export async function deleteExpired(sql: Sql): Promise<void> {
  await sql`delete from realtime.messages
    where inserted_at < now() at time zone 'utc' - make_interval(hours => ${RETENTION_HOURS})`;
}

/** The database's clock, in the form of `inserted_at`. */
export async function databaseTime(sql: Sql): Promise<string> {
  const [row] = await sql<{ now: string }[]>`select (now() at time zone 'utc')::text as now`;
  return row?.now ?? '-infinity';
}

function toBroadcast(row: Row, meta: Record<string, unknown>): Broadcast {
  const common = { topic: row.topic, event: row.event, meta: { ...meta, id: row.id } };
  if (row.binary_payload) return { ...common, encoding: 'binary', body: row.binary_payload };
  return { ...common, encoding: 'json', body: Buffer.from(row.payload ?? '{}') };
}
