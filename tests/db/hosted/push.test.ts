import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { supabaseCli, withoutTls } from '../../../dev/schema/supabase-cli.ts';
import { openDatabase, type TestDatabase } from '../database.ts';

const root = join(import.meta.dirname, '../../..');

let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase('platform');
});
afterAll(() => db.close());

const push = () => supabaseCli(['db', 'push', `--remote=${withoutTls(db.url('postgres'))}`, '--yes']);

test('postgres has the rights that it has on a hosted project', async () => {
  const [role] = await db.sql`
    select rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication from pg_roles where rolname = 'postgres'`;
  expect(role).toEqual({
    rolsuper: false,
    rolcreaterole: true,
    rolcreatedb: true,
    rolbypassrls: true,
    rolreplication: true,
  });
});

test('the database holds nothing of ours before', async () => {
  const rows = await db.sql`
    select relname from pg_class where relnamespace = 'public'::regnamespace
    union all select nspname from pg_namespace where nspname in ('private', 'graphile_worker', 'supabase_migrations')`;
  expect(rows).toHaveLength(0);
});

test('supabase db push applies every migration as postgres, who is no superuser', async () => {
  const result = await push();
  expect(result.code, result.stderr + result.stdout).toBe(0);
  const applied = await db.sql`select version from supabase_migrations.schema_migrations order by 1`;
  const files = readdirSync(join(root, 'supabase/migrations')).filter((file) => file.endsWith('.sql'));
  expect(applied.map((row) => row.version)).toEqual(files.map((file) => file.split('_')[0]).sort());
});

test('a second push finds nothing to do', async () => {
  const result = await push();
  expect(result.code).toBe(0);
  expect(result.stderr + result.stdout).toMatch(/up to date/i);
});

test('everything made belongs to postgres, apart from the queue', async () => {
  const rows = await db.sql`
    select c.oid::regclass::text as name from pg_class c
    where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace) and c.relowner <> 'postgres'::regrole`;
  expect(rows.map((row) => row.name)).toEqual([]);
});
