import type { Sql } from 'postgres';

/**
 * graphile-worker's first step is "create schema if not exists", for which Postgres wants the right to create schemas even
 * though this one exists and is ours. With its table of migrations in place it skips that step.
 */
export async function prepareQueueSchema(sql: Sql): Promise<void> {
  await sql`create table if not exists graphile_worker.migrations (
    id int primary key, ts timestamptz not null default now(), breaking boolean not null default false)`;
}
