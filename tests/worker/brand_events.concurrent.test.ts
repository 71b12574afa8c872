import type { Sql } from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

interface Logged {
  seq: number;
  writer: string;
  n: number;
}

async function logOf(sql: Sql, brand: string): Promise<Logged[]> {
  return sql<Logged[]>`
    select l.seq::int as seq, e.value ->> 'writer' as writer, (e.value ->> 'n')::int as n
    from public.brand_events l, jsonb_array_elements(l.events) with ordinality as e (value, i)
    where l.brand_id = ${world.id(brand)} order by l.seq, e.i`;
}

const note = (sql: Sql, brand: string, writer: string, n: number) =>
  sql`select private.note_brand_events(tests.id(${`org_${brand[0]}`}), tests.id(${brand}), ${sql.json([
    { event: 'test', writer, n },
  ])})`;

test('whatever the order of commits, each event is logged once, without a gap, and a writer’s in his order', async () => {
  const writers = world.connect(12);
  const sequencers = world.connect(2);
  let writing = true;
  /** Reads as a client does that always goes on from its last number. */
  const followed: Logged[] = [];

  async function sequence() {
    for (let last = false; !last; ) {
      last = !writing;
      await sequencers`select private.sequence_brand_events()`;
    }
  }
  async function follow() {
    for (let last = false; !last; ) {
      last = !writing;
      const seen = followed.at(-1)?.seq ?? 0;
      followed.push(...(await logOf(world.sql, 'a1')).filter(({ seq }) => seq > seen));
    }
  }
  const running = [sequence(), sequence(), follow()];
  // One transaction is open all the time: nothing may wait for it, and what it wrote may not be lost.
  const slow = await writers.reserve();
  await slow`begin`;
  await note(slow, 'a1', 'slow', 0);

  await Promise.all(
    Array.from({ length: 10 }, async (_, w) => {
      for (let n = 0; n < 40; n++) {
        await writers.begin(async (transaction) => {
          await note(transaction as unknown as Sql, n % 4 === 0 ? 'b1' : 'a1', `w${w}`, n);
          // Commits come in another order than writes; some never.
          await transaction`select pg_sleep(random() * 0.01)`;
          if (n % 10 === 7) await transaction`savepoint s`;
          if (n % 10 === 7) await note(transaction as unknown as Sql, 'a1', 'undone', n);
          if (n % 10 === 7) await transaction`rollback to s`;
        });
      }
    }),
  );
  const before = await logOf(world.sql, 'a1');
  expect(before.length).toBeGreaterThan(100);
  expect(before.some(({ writer }) => writer === 'slow')).toBe(false);
  await slow`commit`;
  slow.release();
  writing = false;
  await Promise.all(running);
  await sequencers`select private.sequence_brand_events()`;

  for (const [brand, expected] of [
    ['a1', 10 * 30 + 1],
    ['b1', 10 * 10],
  ] as const) {
    const log = await logOf(world.sql, brand);
    expect(log).toHaveLength(expected);
    expect(new Set(log.map(({ writer, n }) => `${writer} ${n}`)).size).toBe(expected);
    const numbers = [...new Set(log.map(({ seq }) => seq))];
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, i) => i + 1));
    for (let w = 0; w < 10; w++) {
      const own = log.filter(({ writer }) => writer === `w${w}`).map(({ n }) => n);
      expect(own).toEqual([...own].sort((a, b) => a - b));
    }
  }
  const log = await logOf(world.sql, 'a1');
  const known = followed.at(-1)?.seq ?? 0;
  expect(followed).toEqual(log.filter(({ seq }) => seq <= known));
});

test('every batch is sent with its number, in order, a hundred events at most', async () => {
  const [before] = await world.sql<{ n: number }[]>`select count(*)::int as n from realtime.messages`;
  await world.sql`select private.note_brand_events(tests.id('org_a'), tests.id('a2'),
    (select jsonb_agg(jsonb_build_object('event', 'test', 'n', n)) from generate_series(1, 250) n))`;
  await world.sql`select private.sequence_brand_events()`;
  const sent = await world.sql<{ topic: string; event: string; seq: number; n: number }[]>`
    select topic, event, (payload ->> 'seq')::int as seq, jsonb_array_length(payload -> 'events') as n
    from realtime.messages where topic = 'brand:' || tests.id('a2') order by 3`;
  const topic = `brand:${world.id('a2')}`;
  expect(sent).toEqual([
    { topic, event: 'inbox', seq: 1, n: 100 },
    { topic, event: 'inbox', seq: 2, n: 100 },
    { topic, event: 'inbox', seq: 3, n: 50 },
  ]);
  expect(before?.n).toBeGreaterThan(0);
});

test('a look at nothing new takes no transaction number', async () => {
  await world.sql`select private.sequence_brand_events()`;
  const taken = await world.sql.begin(async (sql) => {
    await sql`select private.sequence_brand_events()`;
    return sql<{ number: string | null }[]>`select pg_current_xact_id_if_assigned()::text as number`;
  });
  expect(taken).toEqual([{ number: null }]);
});

test('in a database that was copied into a younger cluster events flow again', async () => {
  await world.sql`update private.brand_event_clock set snapshot = '900000000:900000000:'`;
  await note(world.sql, 'a1', 'lost', 1);
  await world.sql`select private.sequence_brand_events()`;
  await note(world.sql, 'a1', 'after', 1);
  await world.sql`select private.sequence_brand_events()`;
  expect((await logOf(world.sql, 'a1')).at(-1)).toMatchObject({ writer: 'after' });
});
