import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase, type TestDatabase } from '../database.ts';
import { canonicalSignature, readActualGrants } from './actual.ts';
import { type DeclaredGrants, readDeclaredGrants } from './declared.ts';

let db: TestDatabase;
let declared: DeclaredGrants;
beforeAll(async () => {
  db = await openDatabase('migrated');
  await db.sql.unsafe("set search_path = ''");
  declared = await readDeclaredGrants(join(import.meta.dirname, '../../..'));
});
afterAll(() => db.close());

test('every grant of sql/ names its privileges and objects', () => {
  expect(declared.unreadable).toEqual([]);
});

test('the catalogue holds the declared grants and no other', async () => {
  const expected = new Set(declared.lines);
  for (const { signature, grantees } of declared.functions) {
    const name = await canonicalSignature(db.sql, signature);
    for (const grantee of grantees)
      expected.add(`function ${name ?? `${signature} (does not exist)`}: execute → ${grantee}`);
  }
  const own = [...expected].filter((line) => !line.startsWith('schema public'));
  expect(await readActualGrants(db.sql)).toEqual(own.sort());
});

test('service_role is given nothing', () => {
  expect(declared.lines.filter((line) => line.endsWith('→ service_role'))).toEqual([]);
});
