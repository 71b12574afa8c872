import { afterAll, describe, expect, test } from 'vitest';
import { PLATFORM_READS } from '../db/allowances.ts';
import { openDatabase } from '../db/database.ts';
import { OPERATOR } from '../db/dataset/people.ts';

// A platform admin without a seat, in a database in which every table has rows of two tenants.
const db = await openDatabase('seeded');
const admin = OPERATOR.user_id;
const relations = await db.sql<{ name: string }[]>`
  select 'public.' || c.relname as name from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v') and not c.relispartition order by 1`;
afterAll(() => db.close());

async function asAdmin<T extends object>(query: string): Promise<T[]> {
  const answer = await db.sql.begin(async (sql) => {
    await sql`select set_config('request.jwt.claims', ${JSON.stringify({ sub: admin })}, true)`;
    await sql.unsafe('set local role authenticated');
    return { rows: await sql.unsafe<T[]>(query) };
  });
  return [...answer.rows];
}

test('there are relations to look at', () => {
  expect(relations.length).toBeGreaterThan(12);
});

describe('a platform admin who is no member', () => {
  test.each(relations.filter(({ name }) => !(name in PLATFORM_READS)))(
    'reads no row of $name',
    async ({ name }) => {
      const [all] = await db.sql.unsafe<{ n: number }[]>(`select count(*)::int as n from ${name}`);
      expect(all?.n).toBeGreaterThan(0);
      expect(await asAdmin(`select 1 from ${name}`)).toEqual([]);
    },
  );

  test('reads exactly the other relations', async () => {
    const read: string[] = [];
    for (const { name } of relations)
      if ((await asAdmin(`select 1 from ${name}`)).length > 0) read.push(name);
    expect(read).toEqual(Object.keys(PLATFORM_READS).sort());
  });

  test('has no part in a policy of any other table', async () => {
    const rows = await db.sql<{ name: string }[]>`
      select distinct schemaname || '.' || tablename as name from pg_policies
      where concat(qual, with_check) like '%is_platform_admin%' order by 1`;
    const stray = rows.map(({ name }) => name).filter((name) => !(name in PLATFORM_READS));
    expect(stray).toEqual([]);
  });
});

const RPCS = ['platform_tenants', 'platform_health', 'platform_plan_requests'];

describe('the functions of platform admins', () => {
  test('are these', async () => {
    const rows = await db.sql<{ name: string }[]>`
      select proname as name from pg_proc
      where pronamespace = 'public'::regnamespace and proname like 'platform\\_%' order by 1`;
    expect(rows.map(({ name }) => name)).toEqual(
      [
        ...RPCS,
        'platform_answer_plan_request',
        'platform_changes',
        'platform_reactivate_organization',
        'platform_set_sending',
        'platform_set_sending_limits',
        'platform_suspend_organization',
        'platform_unrouted_numbers',
      ].sort(),
    );
  });

  test('return no row of a table of tenants', async () => {
    const rows = await db.sql<{ name: string }[]>`
      select p.proname as name from pg_proc p join pg_type t on t.oid = p.prorettype
      where p.pronamespace = 'public'::regnamespace and p.proname like 'platform\\_%' and t.typrelid <> 0`;
    expect(rows).toEqual([]);
  });

  test('tell nothing that people or customers of a tenant wrote', async () => {
    const columns = await db.sql<{ name: string; column: string }[]>`
      select c.oid::regclass::text as name, a.attname as "column"
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and c.relname in ('messages', 'conversations', 'contacts', 'contact_identities', 'campaigns', 'templates', 'audit_log')
        and a.atttypid in ('text'::regtype, 'jsonb'::regtype)`;
    const written = new Set<string>();
    for (const { name, column } of columns) {
      const rows = await db.sql.unsafe<{ value: string | null }[]>(
        `select distinct "${column}"::text as value from ${name}`,
      );
      for (const { value } of rows) if (value !== null && value.length > 9) written.add(value);
    }
    expect(written.size).toBeGreaterThan(5);
    for (const rpc of RPCS) {
      const told = JSON.stringify(await asAdmin(`select * from public.${rpc}()`));
      expect(told.length).toBeGreaterThan(50);
      expect([...written].filter((value) => told.includes(value))).toEqual([]);
    }
  });
});
