import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, untilBlocked, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await world.sql`select tests.stand_in_queue()`;
  await world.sql`create table work (id bigint generated always as identity, done boolean not null default false)`;
});
afterAll(() => world.close());

test('no ring is lost, and few jobs are made, however rings and answers meet', async () => {
  const writers = world.connect(8);
  const worker = world.connect(2);
  let writing = true;
  let jobs = 0;

  /** Takes jobs as graphile-worker does; each answers first, then does the work it sees. */
  async function consume() {
    for (;;) {
      const last = !writing;
      const taken = await worker`delete from graphile_worker.jobs where id in (
        select id from graphile_worker.jobs order by id limit 1 for update skip locked) returning id`;
      if (taken.length > 0) {
        jobs++;
        await worker`select private.answer('test/work', 'all')`;
        await worker`update work set done = true where not done`;
      } else if (last) return;
    }
  }

  const consuming = consume();
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let turn = 0; turn < 60; turn++) {
        await writers.begin(async (transaction) => {
          // Both orders are used: webhooks ring first, sends write first.
          if (turn % 2 === 0) await transaction`select private.ring('test/work', 'all')`;
          await transaction`insert into work default values`;
          if (turn % 2 === 1) await transaction`select private.ring('test/work', 'all')`;
        });
      }
    }),
  );
  writing = false;
  await consuming;
  expect(await world.sql`select id from work where not done`).toEqual([]);
  expect(jobs).toBeGreaterThan(0);
  expect(jobs).toBeLessThan(480);
});

test('an answer waits for work that was rung for and is not committed yet', async () => {
  const writer = world.connect(1);
  const worker = world.connect(1);
  let answered: Promise<unknown> | undefined;
  let isAnswered = false;
  await writer.begin(async (transaction) => {
    await transaction`select private.ring('test/late', 'k')`;
    answered = worker`select private.answer('test/late', 'k')`.then(() => {
      isAnswered = true;
    });
    await untilBlocked(world.sql, 'private.answer');
    expect(isAnswered).toBe(false);
  });
  await answered;
  expect(isAnswered).toBe(true);
});
