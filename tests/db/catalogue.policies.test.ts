import { afterAll, beforeAll, expect, test } from 'vitest';
import { perRowCalls } from '../../dev/check/sql/policy-calls.ts';
import { loadParser, splitStatements } from '../../dev/check/sql/source.ts';
import { openDatabase, type TestDatabase } from './database.ts';

interface Policy {
  name: string;
  on_table: string;
  command: string;
  permissive: string;
  roles: string[];
  qual: string | null;
  with_check: string | null;
}

let db: TestDatabase;
let policies: Policy[];
beforeAll(async () => {
  await loadParser();
  db = await openDatabase('migrated');
  // Names are printed with their schema only when it is not in the path.
  await db.sql.unsafe("set search_path = ''");
  policies = await db.sql<Policy[]>`
    select policyname as name, schemaname || '.' || tablename as on_table, cmd as command, permissive,
      roles::text[] as roles, qual, with_check
    from pg_policies where schemaname in ('public', 'private', 'realtime', 'storage') order by 2, 1`;
});
afterAll(() => db.close());

const label = (policy: Policy) => `${policy.on_table}: ${policy.name}`;

test('there are policies to look at', () => {
  expect(policies.length).toBeGreaterThan(10);
});

test('every policy is for one command', () => {
  expect(policies.filter((policy) => policy.command === 'ALL').map(label)).toEqual([]);
});

test('every policy names its roles', () => {
  expect(policies.filter((policy) => policy.roles.includes('public')).map(label)).toEqual([]);
});

test('a table has one permissive policy per command and role', () => {
  const seen = new Set<string>();
  const twice: string[] = [];
  // Tables of Supabase itself carry policies by topic or bucket; ours are counted.
  const own = policies.filter((policy) => /^(public|private)\./.test(policy.on_table));
  for (const policy of own.filter((candidate) => candidate.permissive === 'PERMISSIVE')) {
    for (const role of policy.roles) {
      const key = `${policy.on_table} ${policy.command} ${role}`;
      if (seen.has(key)) twice.push(key);
      seen.add(key);
    }
  }
  expect(twice).toEqual([]);
});

test('helpers of policies run once a query, not once a row', () => {
  const found = policies.flatMap((policy) =>
    [policy.qual, policy.with_check]
      .filter((text) => text !== null)
      .flatMap((text) => perRowCalls(splitStatements(`select ${text}`).map((statement) => statement.node)))
      .map((call) => `${label(policy)}: ${call.name} ${call.reason}`),
  );
  expect(found).toEqual([]);
});

test('policies ask for brands, organizations and seats as one array', () => {
  // Over rows, each helper made a query 0.02 ms slower.
  const rows = policies.filter(({ qual, with_check }) =>
    /my_(brand|organization|member)_ids/.test(`${qual} ${with_check}`),
  );
  expect(rows.map(label)).toEqual([]);
});

test('no policy lets every row through a write', () => {
  const open = policies.filter(
    (policy) => policy.command !== 'SELECT' && [policy.qual, policy.with_check].includes('true'),
  );
  expect(open.map(label)).toEqual([]);
});
