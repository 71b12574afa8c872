import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from './world.ts';

const DEAD = '0e000000-0000-7000-8000-0000000000dd';
const ALIVE = '0e000000-0000-7000-8000-0000000000aa';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await world.sql`select tests.stand_in_queue()`;
});
afterAll(() => world.close());

test('a worker whose connection is gone is buried, one that lives is not, and only its sends become unknown', async () => {
  const options = { max: 1, onnotice: () => {} };
  const dying = postgres(world.url('wabase_worker'), options);
  const living = postgres(world.url('wabase_worker'), options);
  const other = postgres(world.url('wabase_worker'), options);
  try {
    await dying`select private.register_worker(${DEAD}, array['d1'])`;
    await living`select private.register_worker(${ALIVE}, array['a1'])`;
    await world.sql`select tests.launch_to('a1', 5)`;
    await world.sql`select tests.claim('number_a1', 3, ${DEAD}), tests.claim('number_a1', 2, ${ALIVE})`;
    expect(await other`select private.bury_dead_workers() as n`).toMatchObject([{ n: 0 }]);

    const [backend] = await dying<{ pid: number }[]>`select pg_backend_pid() as pid`;
    await world.sql`select pg_terminate_backend(${backend?.pid ?? 0}, 5000)`;
    const buried = await Promise.all([
      other<{ n: number }[]>`select private.bury_dead_workers() as n`,
      living<{ n: number }[]>`select private.bury_dead_workers() as n`,
    ]);
    // `living` asks on the session that holds its own lock, which is no proof of death either.
    const rows =
      await world.sql`select claimed_by, status, count(*)::int as n from private.outbox group by 1, 2 order by 1`;
    expect(buried.flat().reduce((sum, { n }) => sum + n, 0)).toBeGreaterThanOrEqual(1);
    expect(rows).toContainEqual({ claimed_by: DEAD, status: 'unknown', n: 3 });
    expect(await other`select private.bury_dead_workers() as n`).toMatchObject([{ n: 0 }]);
  } finally {
    await Promise.all([dying, living, other].map((sql) => sql.end({ timeout: 1 })));
  }
});

test('workers that start together make missing partitions once', async () => {
  await world.sql.unsafe(`do $$
    declare v_partition record;
    begin
      for v_partition in select inhrelid::regclass as name from pg_inherits where inhparent = 'private.raw_events'::regclass loop
        execute format('drop table %s', v_partition.name);
      end loop;
    end $$`);
  const workers = world.connect(4);
  const made = await Promise.all(
    Array.from(
      { length: 4 },
      () => workers<{ made: number }[]>`select (private.maintain_partitions() ->> 'made')::int as made`,
    ),
  );
  expect(
    made
      .flat()
      .map(({ made: n }) => n)
      .sort(),
  ).toEqual([0, 0, 0, 9]);
});
