import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase, type TestDatabase } from '../database.ts';
import { catalogueSnapshot, differences } from './snapshot.ts';

// The comparison of sql/ with the migrations is only worth something if the snapshot sees every kind of change.
let db: TestDatabase;
let before: Record<string, string[]>;
beforeAll(async () => {
  db = await openDatabase('migrated');
  await db.sql
    .unsafe(`
    create table public.sample (id int primary key, name text);
    create function private.sample() returns int language sql as 'select 1';
    create view public.sample_view as select id from public.sample;`)
    .simple();
  before = await catalogueSnapshot(db.sql);
});
afterAll(() => db.close());

test.each([
  ['relations', 'grant select on public.sample to anon'],
  ['relations', 'alter table public.sample enable row level security'],
  ['relations', 'alter view public.sample_view set (security_invoker = on)'],
  ['columns', "alter table public.sample alter name set default 'x'"],
  ['columns', 'grant update (name) on public.sample to authenticated'],
  ['columns', 'alter table public.sample add more int generated always as (1) stored'],
  ['constraints', "alter table public.sample add constraint c check (name <> '')"],
  ['indexes', "create index sample_idx on public.sample (name) where name <> ''"],
  ['views', 'create or replace view public.sample_view as select id from public.sample where id > 1'],
  ['functions', "create or replace function private.sample() returns int language sql as 'select 2'"],
  ['functions', 'grant execute on function private.sample() to anon'],
  ['policies', 'create policy p on public.sample for select to anon using (true)'],
  ['types', "create type public.mood as enum ('good')"],
  ['comments', "comment on column public.sample.name is 'why'"],
  ['default privileges', 'alter default privileges in schema public grant select on tables to anon'],
  ['schemas', 'grant usage on schema private to anon'],
  ['rows', 'insert into public.sample values (1)'],
  [
    'triggers',
    'create trigger t before update on public.sample for each row execute function pg_catalog.suppress_redundant_updates_trigger()',
  ],
])('sees in %s: %s', async (kind, change) => {
  await db.sql.unsafe('begin');
  await db.sql.unsafe(change);
  const after = await catalogueSnapshot(db.sql);
  await db.sql.unsafe('rollback');
  const seen = differences(before, after).filter((line) => line.slice(2).startsWith(`${kind}: `));
  expect(seen).not.toEqual([]);
});
