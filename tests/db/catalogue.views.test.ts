import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase, type TestDatabase } from './database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase('migrated');
});
afterAll(() => db.close());

async function viewsWhere(condition: string): Promise<string[]> {
  const rows = await db.sql
    .unsafe(`
    select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'private') and c.relkind in ('v', 'm') and (${condition}) order by 1`)
    .values();
  return rows.map((row) => String(row[0]));
}

test('every view reads with the rights of its caller', async () => {
  const found = await viewsWhere(
    `not coalesce(c.reloptions && array['security_invoker=on', 'security_invoker=true'], false)`,
  );
  expect(found).toEqual([]);
});

test('there is no materialized view, which no policy could protect', async () => {
  expect(await viewsWhere("c.relkind = 'm'")).toEqual([]);
});

test('every view has a comment', async () => {
  expect(await viewsWhere("obj_description(c.oid, 'pg_class') is null")).toEqual([]);
});
