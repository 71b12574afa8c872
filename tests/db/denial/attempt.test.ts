import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase, type TestDatabase } from '../database.ts';
import { PEOPLE, SCOPES } from '../dataset/people.ts';
import { attempt, type Verb } from './attempt.ts';
import { readRelations } from './relations.ts';

// The denial tests are only worth something if an attempt notices an open door.
let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase('migrated');
  await db.sql
    .unsafe(`
    create table public.leaks (id int, organization_id uuid, brand_id uuid, note text, primary key (id, organization_id));
    grant select, insert, update, delete on public.leaks to authenticated;
    insert into public.leaks values (1, '${SCOPES.a1.organization_id}', '${SCOPES.a1.brand_id}', 'secret');`)
    .simple();
});
afterAll(() => db.close());

async function leaks(verb: Verb): Promise<number> {
  const relation = (await readRelations(db.sql)).find((candidate) => candidate.name === 'public.leaks');
  if (relation === undefined) throw new Error('public.leaks is not looked at');
  const stranger = { role: 'authenticated', user_id: PEOPLE.ownerOfB.user_id } as const;
  return (await attempt(db.sql, stranger, verb, relation, SCOPES.a1)).rows;
}

test('notices a table without row level security', async () => {
  expect(await leaks('select')).toBeGreaterThan(0);
  expect(await leaks('update')).toBeGreaterThan(0);
  expect(await leaks('delete')).toBeGreaterThan(0);
});

test('notices an update that is open although no row can be read', async () => {
  await db.sql
    .unsafe(`
    alter table public.leaks enable row level security;
    create policy leaks_update on public.leaks for update to authenticated using (true);`)
    .simple();
  expect(await leaks('select')).toBe(0);
  expect(await leaks('update')).toBeGreaterThan(0);
  expect(await leaks('delete')).toBe(0);
});

test('notices an open insert', async () => {
  await db.sql
    .unsafe(`
    create policy leaks_insert on public.leaks for insert to authenticated with check (true);
    alter table public.leaks drop constraint leaks_pkey;`)
    .simple();
  expect(await leaks('insert')).toBeGreaterThan(0);
});
