import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres, { type Sql } from 'postgres';
import { openDatabase } from '../db/database.ts';

const HELPERS = join(import.meta.dirname, '../../sql/tests/helpers');

/** Two organizations with numbers, templates and people in a database of their own, and the helpers of the pgTAP tests. */
export interface World {
  /** One connection as superuser that knows the names of tests.id(). */
  sql: Sql;
  /** The id that tests.build_world() gave to a name. */
  id(name: string): string;
  /** More connections of that kind; closed with the world. */
  connect(connections: number): Sql;
  /** The worker's own kind of connection: its role, no names. */
  url(role: string): string;
  close(): Promise<void>;
}

/** Opens a world; a test that changes much opens one for itself. */
export async function openWorld(): Promise<World> {
  const db = await openDatabase('migrated');
  await db.sql.unsafe('create schema tests').simple();
  for (const file of readdirSync(HELPERS).sort()) {
    await db.sql.unsafe(readFileSync(join(HELPERS, file), 'utf8')).simple();
  }
  await db.sql
    .unsafe('grant usage on schema tests to public; grant execute on all functions in schema tests to public')
    .simple();
  const names = await db.sql.begin(async (transaction) => {
    await transaction`select tests.build_world()`;
    return transaction<{ name: string; setting: string }[]>`
      select name, current_setting(name) as setting
      from unnest(array['org_a', 'org_b', 'a1', 'a2', 'b1', 'owner', 'admin', 'manager', 'agent', 'colleague', 'owner_b', 'stranger',
        'number_a1', 'number_a2', 'number_b1', 'greeting_a1', 'greeting_a2', 'greeting_b1']) as n, lateral (select 'tests.' || n) as s (name)`;
  });
  const settings = Object.fromEntries(names.map(({ name, setting }) => [name, setting]));
  const opened: Sql[] = [];
  const connect = (connections: number) => {
    const sql = postgres(db.url('supabase_admin'), {
      max: connections,
      onnotice: () => {},
      // The server takes our own settings with the start of a session; the type knows only some of its own.
      connection: settings as { application_name: string },
    });
    opened.push(sql);
    return sql;
  };
  return {
    sql: connect(1),
    id: (name) => settings[`tests.${name}`] ?? '',
    connect,
    url: db.url,
    async close() {
      for (const sql of opened) await sql.end({ timeout: 1 });
      await db.close();
    },
  };
}

/** Runs statements as a person, in a transaction of its own, as the Data API does. */
export async function actAs<T>(sql: Sql, person: string, run: (transaction: Sql) => Promise<T>): Promise<T> {
  const result = await sql.begin(async (transaction) => {
    await transaction`select tests.act_as(${person})`;
    // A transaction can do all a test does with a connection.
    return { value: await run(transaction as unknown as Sql) };
  });
  return result.value;
}

/** Waits until a statement of another connection waits for a lock. */
export async function untilBlocked(sql: Sql, query: string): Promise<void> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const [row] = await sql<{ n: number }[]>`
      select count(*)::int as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query like ${`%${query}%`} and pid <> pg_backend_pid()`;
    if ((row?.n ?? 0) > 0) return;
    if (Date.now() > deadline) throw new Error(`Nothing that holds "${query}" waits for a lock.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
