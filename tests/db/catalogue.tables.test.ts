import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NULLABLE_TENANT, PLATFORM_TABLES, PLATFORM_UNIQUE, PRIVATE_READS } from './allowances.ts';
import { openDatabase, type TestDatabase } from './database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase('migrated');
});
afterAll(() => db.close());

/** Tables of ours; partitions take keys and policies from their parent, which is checked instead. */
const OURS = `
  select c.oid as id, n.nspname || '.' || c.relname as name, c.relrowsecurity, c.relispartition
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ('public', 'private') and c.relkind in ('r', 'p')`;

/** The first column of the query's rows: the sentences that describe what breaks the rule. */
async function violations(query: string): Promise<string[]> {
  const rows = await db.sql.unsafe(`with ours as (${OURS}) ${query}`).values();
  return rows.map((row) => String(row[0])).sort();
}

describe('every table', () => {
  test('there are tables to look at', async () => {
    expect((await violations('select name from ours')).length).toBeGreaterThan(10);
  });

  test('has row level security on, partitions included', async () => {
    expect(await violations('select name from ours where not relrowsecurity')).toEqual([]);
  });

  test('has a primary key', async () => {
    const found = await violations(`
      select name from ours
      where not exists (select from pg_constraint where conrelid = ours.id and contype = 'p')`);
    expect(found).toEqual([]);
  });

  test('has a comment', async () => {
    expect(
      await violations("select name from ours where obj_description(ours.id, 'pg_class') is null"),
    ).toEqual([]);
  });

  test('has an index for every foreign key', async () => {
    // An index that starts with the key's first column, the referenced id, is enough: the rest is the tenant.
    // A partial index counts if it only leaves out nulls.
    const found = await violations(`
      select name || ' (' || k.conname || ')'
      from ours join pg_constraint k on k.conrelid = ours.id and k.contype = 'f'
      where k.conparentid = 0 and not exists (
        select from pg_index i
        where i.indrelid = ours.id and i.indisvalid and i.indkey[0] = k.conkey[1]
          and (i.indpred is null or pg_get_expr(i.indpred, ours.id) ~ '^\\(\\w+ IS NOT NULL\\)$'))`);
    expect(found).toEqual([]);
  });

  test('of private grants nothing to the roles of clients', async () => {
    const found = await violations(`
      select name || ' to ' || role
      from ours, unnest(array['anon', 'authenticated', 'service_role']) as role
      where name like 'private.%' and (
        has_table_privilege(role, ours.id, 'select, insert, update, delete, truncate, references, trigger')
        or has_any_column_privilege(role, ours.id, 'select, insert, update, references'))`);
    expect(found).toEqual(Object.keys(PRIVATE_READS).sort());
  });
});

describe('the tenant key', () => {
  test('is in every table that is not listed as a platform table', async () => {
    const found = await violations(`
      select name from ours
      where not relispartition and not exists (
        select from pg_attribute where attrelid = ours.id and attname = 'organization_id' and not attisdropped)`);
    expect(found).toEqual(Object.keys(PLATFORM_TABLES).sort());
  });

  test('is a uuid that cannot be null', async () => {
    const found = await violations(`
      select name from ours join pg_attribute a on a.attrelid = ours.id and a.attname = 'organization_id'
      where not relispartition and (not a.attnotnull or a.atttypid <> 'uuid'::regtype)`);
    expect(found).toEqual(Object.keys(NULLABLE_TENANT).sort());
  });

  test('is in every primary key, unique constraint and unique index of a tenant table', async () => {
    const found = await violations(`
      select n.nspname || '.' || x.relname
      from ours join pg_attribute a on a.attrelid = ours.id and a.attname = 'organization_id'
      join pg_index i on i.indrelid = ours.id and i.indisunique
      join pg_class x on x.oid = i.indexrelid join pg_namespace n on n.oid = x.relnamespace
      where not ours.relispartition and not a.attnum = any (i.indkey::int2[])`);
    expect(found).toEqual(Object.keys(PLATFORM_UNIQUE).sort());
  });

  test('is in every foreign key between tenant tables, on both sides', async () => {
    const found = await violations(`
      select ours.name || ' (' || k.conname || ')'
      from ours join pg_constraint k on k.conrelid = ours.id and k.contype = 'f' and k.conparentid = 0
      join ours target on target.id = k.confrelid
      where exists (select from pg_attribute where attrelid = ours.id and attname = 'organization_id')
      and (target.name = 'public.organizations'
        or exists (select from pg_attribute where attrelid = target.id and attname = 'organization_id'))
      and not exists (
        select from unnest(k.conkey, k.confkey) as pair (own, other)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = pair.own
        join pg_attribute b on b.attrelid = k.confrelid and b.attnum = pair.other
        where a.attname = 'organization_id'
          and b.attname = case target.name when 'public.organizations' then 'id' else 'organization_id' end)`);
    expect(found).toEqual([]);
  });

  test('has the brand beside it in every foreign key between tables of a brand', async () => {
    const found = await violations(`
      select name || ' (' || k.conname || ')'
      from ours join pg_constraint k on k.conrelid = ours.id and k.contype = 'f' and k.conparentid = 0
      join pg_attribute own on own.attrelid = k.conrelid and own.attname = 'brand_id'
      join pg_attribute other on other.attrelid = k.confrelid and other.attname = 'brand_id'
      where not own.attnum = any (k.conkey) or not other.attnum = any (k.confkey)`);
    expect(found).toEqual([]);
  });
});
