import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from './world.ts';

const PROJECT = join(import.meta.dirname, '../..');
let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** Runs the command on the database of the world, as its owner. */
function replay(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, DATABASE_URL: world.url('postgres') };
    execFile('node', ['dev/replay/main.ts', ...args], { cwd: PROJECT, env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

test('webhooks that were not applied are found by time and state, or by id, and wait for the worker again', async () => {
  await world.sql`select private.ingest_webhooks(array['{"n": 1}', '{"n": 2}', '{"n": 3}'])`;
  await world.sql`update private.raw_events set state = case body when '{"n": 1}' then 'processed' else 'dead' end, attempts = 8`;
  await world.sql`update private.doorbells set is_rung = false`;
  const from = new Date(Date.now() - 60_000).toISOString();
  expect(await replay('--from', from, '--dry-run')).toMatchObject({
    code: 0,
    stdout: '{"found":2,"replayed":0}\n',
  });
  expect(await replay('--from', from)).toMatchObject({ code: 0, stdout: '{"found":2,"replayed":2}\n' });
  expect(await replay('--from', from)).toMatchObject({ code: 0, stdout: '{"found":0,"replayed":0}\n' });
  expect(
    await world.sql`select state, attempts, count(*)::int as n from private.raw_events group by 1, 2 order by 1`,
  ).toEqual([
    { state: 'processed', attempts: 8, n: 1 },
    { state: 'received', attempts: 0, n: 2 },
  ]);
  expect(
    await world.sql`select 1 from private.doorbells where task = 'ingest/apply_events' and is_rung`,
  ).not.toHaveLength(0);
  const [event] = await world.sql<
    { id: string }[]
  >`select id from private.raw_events where state = 'processed'`;
  for (const _ of [1, 2])
    expect(await replay('--id', event?.id ?? '')).toMatchObject({ stdout: '{"found":1,"replayed":1}\n' });
});

test.each([
  [[], 'Say which webhooks'],
  [['--id', '5'], '--id takes the id of a raw event, not "5"'],
  [['--from', 'yesterday'], '--from takes a time'],
  [['--from', '2026-01-01', '--state', 'lost'], '--state is one of'],
  [['--since', 'x'], "Unknown option '--since'"],
])('%j is refused in words', async (args, words) => {
  const { code, stderr } = await replay(...args);
  expect(code).toBe(2);
  expect(stderr).toContain(words);
});
