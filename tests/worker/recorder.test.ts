import { afterAll, beforeEach, expect, test } from 'vitest';
import { createLogger } from '../../functions/core/log.ts';
import { createWorkerDatabase } from '../../worker/database.ts';
import { createRecorder } from '../../worker/tasks/outbox/recorder.ts';
import type { SendResult } from '../../worker/tasks/outbox/result.ts';
import { openWorld, type World } from './world.ts';

let world: World;
let ids: string[];
beforeEach(async () => {
  await world?.close();
  world = await openWorld();
  await world.sql`select tests.launch_to('a1', 40)`;
  const [row] = await world.sql<{ ids: string[] }[]>`select tests.claim('number_a1') as ids`;
  ids = row?.ids ?? [];
});
afterAll(() => world.close());

const accepted = (message_id: string): SendResult => ({
  message_id,
  attempt: 1,
  outcome: 'accepted',
  wamid: `wamid.${message_id}`,
  error_class: null,
  error_code: null,
  error_scope: null,
  error_message: null,
  retry_after: null,
});

async function withRecorder(run: (recorder: ReturnType<typeof createRecorder>) => Promise<void>) {
  const sql = createWorkerDatabase(world.url('wabase_worker'), 2);
  try {
    await run(createRecorder({ sql, log: createLogger({ level: 'error' }) }));
  } finally {
    await sql.end({ timeout: 1 });
  }
}

const statuses = () => world.sql`select status, count(*)::int as n from messages group by 1 order by 1`;

test('a result is committed when record() resolves', async () => {
  await withRecorder(async (recorder) => {
    await recorder.record(accepted(ids[0] ?? ''));
    expect(await statuses()).toEqual([
      { status: 'accepted', n: 1 },
      { status: 'sending', n: 39 },
    ]);
  });
});

test('one result that cannot be stored holds back no other, and its message is unknown, not lost', async () => {
  await withRecorder(async (recorder) => {
    const poison = { ...accepted(ids[7] ?? ''), wamid: 'a\0b' };
    await Promise.all(ids.map((id, n) => recorder.record(n === 7 ? poison : accepted(id))));
  });
  expect(await statuses()).toEqual([
    { status: 'accepted', n: 39 },
    { status: 'unknown', n: 1 },
  ]);
});

test('results outlive a lost connection', async () => {
  await withRecorder(async (recorder) => {
    await recorder.record(accepted(ids[0] ?? ''));
    await world.sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'wabase-worker'`;
    await Promise.all(ids.slice(1).map((id) => recorder.record(accepted(id))));
  });
  expect(await statuses()).toEqual([{ status: 'accepted', n: 40 }]);
});

test('after many results a single one does not wait for more', async () => {
  await withRecorder(async (recorder) => {
    await Promise.all(ids.slice(1).map((id) => recorder.record(accepted(id))));
    await recorder.record(accepted(ids[0] ?? ''));
  });
  expect(await statuses()).toEqual([{ status: 'accepted', n: 40 }]);
});
