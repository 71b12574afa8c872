import { runMigrations } from 'graphile-worker';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepareQueueSchema } from '../../worker/queue_schema.ts';
import { openWorld, type World } from './world.ts';

let world: World;
let workers: Sql;
beforeAll(async () => {
  world = await openWorld();
  workers = world.connect(12);
  const url = world.url('wabase_worker');
  const worker = postgres(url, { max: 1 });
  await prepareQueueSchema(worker);
  await worker.end();
  await runMigrations({ connectionString: url });
});
afterAll(() => world.close());

/** A worker that died over these jobs: nobody holds its lock. */
async function die(name: string): Promise<void> {
  await world.sql`insert into private.workers (id, graphile_ids) values (gen_random_uuid(), array[${name}])`;
  await world.sql`
    update graphile_worker._private_jobs set locked_by = ${name}, locked_at = now()
    where locked_by is null and id in (select id from graphile_worker._private_jobs order by random() limit 40)`;
}

/** A transaction that has work for three keys, as a batch of webhooks has. */
function ringThree(): Promise<unknown> {
  return workers.begin(async (transaction) => {
    await transaction`
      select private.ring('test/work', key) from (
        select (random() * 79)::int::text collate "C" as key from generate_series(1, 3) order by 1) as keys`;
  });
}

test('taking over from the dead, ringing for everything and ordinary work wait for each other, never in a circle', async () => {
  await world.sql`select private.ring('test/work', n::text) from generate_series(0, 79) as n order by n::text collate "C"`;
  for (let round = 0; round < 12; round++) {
    await die(`one of round ${round}`);
    await die(`two of round ${round}`);
    await Promise.all([
      ...[1, 2, 3].map(() => workers`select private.bury_dead_workers()`),
      ...[1, 2, 3].map(() => workers`select private.ring_everything()`),
      ...[1, 2].map(() => workers`select private.ring_forgotten()`),
      ...[1, 2, 3, 4, 5, 6].map(ringThree),
      ...[5, 15, 25].map((key) => workers`select private.answer('test/work', ${String(key)})`),
    ]);
  }
  await world.sql`select private.bury_dead_workers()`;
  expect(await world.sql`select 1 from graphile_worker.jobs where locked_at is not null`).toHaveLength(0);
  expect(
    await world.sql`
    select d.key from private.doorbells d
    where d.is_rung and not exists (select from graphile_worker.jobs j where j.key = d.task || ':' || d.key)`,
  ).toHaveLength(0);
});
