import postgres, { type ReservedSql, type Sql } from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadParser } from '../../../dev/check/sql/source.ts';
import { runPgtapFile } from '../../../dev/test/pgtap/run-file.ts';
import { openDatabase, type TestDatabase } from '../database.ts';

let db: TestDatabase;
let sql: Sql;
let connection: ReservedSql;
beforeAll(async () => {
  await loadParser();
  db = await openDatabase('platform');
  await db.sql
    .unsafe('create extension if not exists pgtap with schema extensions; create schema tests')
    .simple();
  sql = postgres(db.url('supabase_admin'), { max: 1, onnotice: () => {} });
  connection = await sql.reserve();
});
afterAll(async () => {
  connection.release();
  await sql.end();
  await db.close();
});

const run = (...lines: string[]) => runPgtapFile(connection, 'a/b.sql', lines.join('\n'));

test('runs a file and leaves nothing of it behind', async () => {
  const result = await run(
    'begin;',
    'select plan(2);',
    'create table public.left_over (id int);',
    "select ok(true, 'yes');",
    'set local role anon;',
    "select is(current_user::text, 'anon', 'the role holds');",
    'select * from finish();',
    'rollback;',
  );
  expect(result).toEqual({ passed: 2, failed: 0, skipped: 0, failures: [] });
  expect(await connection`select to_regclass('public.left_over') as name, current_user::text as who`).toEqual(
    [{ name: null, who: 'supabase_admin' }],
  );
});

test('tells a failure with the line of its statement', async () => {
  const result = await run(
    'select plan(1);',
    '-- why',
    "select is(1, 2, 'equal');",
    'select * from finish();',
  );
  expect(result.failed).toBe(1);
  expect(result.failures[0]).toMatchObject({ where: 'a/b.sql:3' });
  expect(result.failures[0]?.detail).toMatch(/equal[\s\S]*have: 1[\s\S]*want: 2/);
});

test('counts a SQL error once, with its line, and keeps what came before', async () => {
  const result = await run('select plan(3);', "select pass('a');", 'select 1 / 0;', "select pass('b');");
  expect(result).toMatchObject({ passed: 1, failed: 1, failures: [{ where: 'a/b.sql:3' }] });
  expect(result.failures[0]?.detail).toContain('22012 division by zero');
});

test('counts a file that does not parse', async () => {
  const result = await run('select plan(1);', 'selec pass();');
  expect(result).toMatchObject({ passed: 0, failed: 1, failures: [{ where: 'a/b.sql:2' }] });
});

test('counts a plan that was not kept', async () => {
  const result = await run('select plan(2);', "select pass('a');", 'select * from finish();');
  expect(result).toMatchObject({ passed: 1, failed: 1 });
});
