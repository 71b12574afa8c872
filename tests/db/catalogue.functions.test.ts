import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ANON_FUNCTIONS, PUBLIC_DOORS } from './allowances.ts';
import { openDatabase, type TestDatabase } from './database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase('migrated');
});
afterAll(() => db.close());

const OURS = `
  select p.*, p.oid::regprocedure::text as name, n.nspname
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname in ('public', 'private')
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`;

async function functionsWhere(condition: string): Promise<string[]> {
  await db.sql.unsafe("set search_path = ''");
  const rows = await db.sql
    .unsafe(`with ours as (${OURS}) select name from ours where ${condition}`)
    .values();
  return rows.map((row) => String(row[0])).sort();
}

describe('every function', () => {
  test('there are functions to look at', async () => {
    expect((await functionsWhere('true')).length).toBeGreaterThan(10);
  });

  test("sets search_path = ''", async () => {
    const found = await functionsWhere(`not coalesce(proconfig @> array['search_path=""'], false)`);
    expect(found).toEqual([]);
  });

  test('has a comment', async () => {
    expect(await functionsWhere("obj_description(oid, 'pg_proc') is null")).toEqual([]);
  });

  test('cannot be executed by PUBLIC', async () => {
    const found = await functionsWhere(
      `exists (select from aclexplode(coalesce(proacl, acldefault('f', proowner))) where grantee = 0)`,
    );
    expect(found).toEqual([]);
  });

  test('cannot be executed by anon, unless it is listed', async () => {
    const found = await functionsWhere("has_function_privilege('anon', oid, 'execute')");
    expect(found).toEqual(Object.keys(ANON_FUNCTIONS).sort());
  });

  test('is security definer in public only as a listed door', async () => {
    const found = await functionsWhere("nspname = 'public' and prosecdef");
    expect(found).toEqual(Object.keys(PUBLIC_DOORS).sort());
  });

  test('is owned by the role that runs the migrations', async () => {
    expect(await functionsWhere("proowner <> 'postgres'::regrole")).toEqual([]);
  });
});

describe('our own roles', () => {
  test.each(['wabase_functions', 'wabase_worker'])(
    '%s may touch no table of public and private',
    async (role) => {
      const rows = await db.sql`
      select c.oid::regclass::text as name from pg_class c
      where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace) and c.relkind in ('r', 'p', 'v', 'm')
        and (has_table_privilege(${role}, c.oid, 'select, insert, update, delete, truncate')
          or has_any_column_privilege(${role}, c.oid, 'select, insert, update'))`;
      expect(rows.map((row) => row.name)).toEqual([]);
    },
  );
});
