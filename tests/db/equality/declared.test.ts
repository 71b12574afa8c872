import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { staleBaseline } from '../../../dev/schema/baseline.ts';
import { applyDeclared } from '../../../dev/schema/declared.ts';
import { staleTypes } from '../../../dev/schema/generate-types.ts';
import { supabaseCliOutput, withoutTls } from '../../../dev/schema/supabase-cli.ts';
import { openDatabase, type TestDatabase } from '../database.ts';
import { catalogueSnapshot, differences } from './snapshot.ts';

const root = join(import.meta.dirname, '../../..');
let declared: TestDatabase;
let migrated: TestDatabase;

beforeAll(async () => {
  migrated = await openDatabase('migrated');
  declared = await openDatabase('platform');
  const sql = postgres(declared.url('postgres'), { max: 1, onnotice: () => {} });
  await applyDeclared(sql, root);
  await sql.end();
});
afterAll(async () => {
  await declared.close();
  await migrated.close();
});

test('the committed baseline is what sql/ gives', () => {
  expect(staleBaseline(root)).toBeNull();
});

test('sql/ and the migrations give the same catalogue, with comments, grants and bodies', async () => {
  const [inSql, inMigrations] = [
    await catalogueSnapshot(declared.sql),
    await catalogueSnapshot(migrated.sql),
  ];
  expect(differences(inSql, inMigrations)).toEqual([]);
});

test('supabase db diff finds nothing between them, in either direction', async () => {
  const [from, to] = [withoutTls(declared.url()), withoutTls(migrated.url())];
  const [forth, back] = await Promise.all([
    supabaseCliOutput(['db', 'diff', '--from', from, '--to', to]),
    supabaseCliOutput(['db', 'diff', '--from', to, '--to', from]),
  ]);
  expect(withoutHistory(forth)).toBe('');
  expect(withoutHistory(back)).toBe('');
});

/** The CLI's own table of applied migrations exists only where it applied them. */
function withoutHistory(diff: string): string {
  return diff
    .split(/;\s*\n/)
    .filter((statement) => statement.trim() !== '' && !statement.includes('supabase_migrations'))
    .join(';\n');
}

test('the committed types are those of the database', async () => {
  expect(await staleTypes(root, migrated.url())).toBeNull();
});
