import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase, type TestDatabase } from './database.ts';
import { SCOPES } from './dataset/people.ts';
import { readTables } from './dataset/tables.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase('seeded');
});
afterAll(() => db.close());

test('every table has rows of both organizations and of each brand', async () => {
  const empty: string[] = [];
  for (const table of await readTables(db.sql)) {
    const has = (name: string) => table.columns.some((column) => column.name === name);
    const [counts] = await db.sql.unsafe<{ all: number; organizations: number; brands: number }[]>(`
      select count(*)::int as all,
        ${has('organization_id') ? 'count(distinct organization_id)' : '2'}::int as organizations,
        ${has('brand_id') && table.name !== 'public.member_brands' ? 'count(distinct brand_id)' : '3'}::int as brands
      from ${table.name}`);
    if (
      counts === undefined ||
      counts.all === 0 ||
      counts.organizations < 2 ||
      counts.brands < Object.keys(SCOPES).length
    ) {
      empty.push(`${table.name}: ${JSON.stringify(counts)}`);
    }
  }
  expect(empty).toEqual([]);
});
