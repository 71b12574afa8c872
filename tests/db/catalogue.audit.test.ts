import { afterAll, beforeAll, expect, test } from 'vitest';
import { UNAUDITED } from './allowances.ts';
import { openDatabase, type TestDatabase } from './database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase('migrated');
});
afterAll(() => db.close());

/** Tenant tables of public by whether all three triggers of the audit log are on them. */
async function tables(): Promise<{ name: string; audited: boolean }[]> {
  return db.sql<{ name: string; audited: boolean }[]>`
    select 'public.' || c.relname as name, (
      select count(*) = 3 from pg_trigger t
      where t.tgrelid = c.oid and t.tgfoid = 'private.audit_changes'::regproc and t.tgenabled = 'O') as audited
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and (c.relname = 'organizations' or exists (
        select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped))
    order by 1`;
}

test('every tenant table is in the audit log, unless it is listed as a fact of the pipeline', async () => {
  const unaudited = (await tables()).filter(({ audited }) => !audited).map(({ name }) => name);
  expect(unaudited).toEqual(Object.keys(UNAUDITED).sort());
});

test('there are audited tables', async () => {
  expect((await tables()).filter(({ audited }) => audited).length).toBeGreaterThan(8);
});

test('the column that names a row of an audited table is unique in it, or the table is never updated by clients', async () => {
  const rows = await db.sql<{ name: string; column: string }[]>`
    select c.oid::regclass::text as name, split_part(encode(t.tgargs, 'escape'), '\\000', 1) as "column"
    from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where t.tgname = 'audit_update' and has_any_column_privilege('authenticated', c.oid, 'update') and not exists (
      select from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
      where i.indrelid = c.oid and i.indisprimary and a.attname = split_part(encode(t.tgargs, 'escape'), '\\000', 1))`;
  expect(rows.map(({ name, column }) => `${name}.${column}`)).toEqual([]);
});
