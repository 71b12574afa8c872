import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../worker/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** Runs a statement on each of the connections at once; counts what was granted and what was refused how. */
async function race(statements: (() => PromiseLike<unknown>)[]): Promise<Record<string, number>> {
  const outcomes = await Promise.all(
    statements.map((run) =>
      Promise.resolve(run()).then(
        () => 'granted',
        (error: { code?: string; detail?: string }) => `${error.code} ${error.detail}`,
      ),
    ),
  );
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

/** Used of the present day, as a sum over the slots. */
async function usedToday(): Promise<number> {
  const [row] = await world.sql<{ used: number }[]>`
    select sum(used)::int as used from usage_counters
    where organization_id = ${world.id('org_a')} and metric = 'messages' and period = 'day'`;
  return row?.used ?? 0;
}

test('fifty callers race for the last hundred messages of the day, twenty times: a hundred are granted, none waits for ever', async () => {
  const organization = world.id('org_a');
  const callers = world.connect(50);
  for (let round = 1; round <= 20; round++) {
    const limit = (await usedToday()) + 100;
    await world.sql`update subscriptions set limit_overrides = ${world.sql.json({ messages_per_day: limit })}
      where organization_id = ${organization}`;
    const counts = await race(
      Array.from(
        { length: 150 },
        () => () => callers`select private.consume_quota(${organization}, 'messages', 1)`,
      ),
    );
    expect(counts).toEqual({ granted: 100, 'PT402 quota_exceeded': 50 });
    expect(await usedToday()).toBe(limit);
  }
});

test('reservations, commits and sends at once keep the sum', async () => {
  const organization = world.id('org_b');
  await world.sql`update subscriptions set limit_overrides = '{"messages_per_day": 1000}' where organization_id = ${organization}`;
  const callers = world.connect(50);
  const counts = await race(
    Array.from({ length: 200 }, (_, i) =>
      i % 2 === 0
        ? () => callers`select private.consume_quota(${organization}, 'messages', 3)`
        : () =>
            callers.begin(async (transaction) => {
              await transaction`select private.reserve_quota(${organization}, 'messages', 5, ${`race ${i}`})`;
              await transaction`select private.commit_quota(${organization}, 'messages', ${`race ${i}`}, 2)`;
            }),
    ),
  );
  expect(counts).toEqual({ granted: 200 });
  const [sum] =
    await world.sql`select sum(used)::int as used, sum(reserved)::int as reserved from usage_counters
    where organization_id = ${organization} and metric = 'messages' and period = 'month'`;
  expect(sum).toEqual({ used: 500, reserved: 0 });
});

test('contacts added and deleted by many at once stay within the limit and are counted exactly', async () => {
  const organization = world.id('org_a');
  const brand = world.id('a1');
  await world.sql`update subscriptions set limit_overrides = '{"contacts": 60}' where organization_id = ${organization}`;
  const callers = world.connect(30);
  const counts = await race(
    Array.from(
      { length: 90 },
      (_, i) => () =>
        callers`insert into contacts (organization_id, brand_id, phone) values (${organization}, ${brand}, ${`+1555${1000 + i}`})`,
    ),
  );
  expect(counts).toEqual({ granted: 60, 'PT402 plan_limit_reached': 30 });
  const deleted = await race([
    ...Array.from(
      { length: 30 },
      (_, i) => () =>
        callers`delete from contacts where brand_id = ${brand} and phone = ${`+1555${1000 + i}`}`,
    ),
    ...Array.from(
      { length: 30 },
      (_, i) => () =>
        callers`insert into contacts (organization_id, brand_id, phone) values (${organization}, ${brand}, ${`+1556${1000 + i}`})`,
    ),
  ]);
  expect(
    Object.keys(deleted).filter((outcome) => !['granted', 'PT402 plan_limit_reached'].includes(outcome)),
  ).toEqual([]);
  const [row] = await world.sql`
    select (select count(*)::int from contacts where organization_id = ${organization}) as there,
      (select sum(used)::int from usage_counters where organization_id = ${organization} and metric = 'contacts') as counted`;
  expect(row?.counted).toBe(row?.there);
  expect(row?.there).toBeLessThanOrEqual(60);
});

test('a customer who writes is counted and waits for nobody, while others hold the whole counter', async () => {
  const organization = world.id('org_b');
  await world.sql`update subscriptions set limit_overrides = '{"contacts": 1}' where organization_id = ${organization}`;
  const holder = world.connect(1);
  const stranger = world.connect(1);
  await holder.begin(async (transaction) => {
    await transaction`insert into contacts (organization_id, brand_id, phone) values (${organization}, ${world.id('b1')}, '+15557001')`;
    for (const phone of ['+15557002', '+15557003']) {
      await stranger`select tests.seen('b1', ${phone})`;
    }
  });
  const counted = async () => {
    const rows = await world.sql`select sum(used)::int as used, count(*)::int as slots from usage_counters
      where organization_id = ${organization} and metric = 'contacts'`;
    return rows[0];
  };
  expect(await counted()).toMatchObject({ used: 3 });
  await world.sql`select private.expire_subscriptions()`;
  expect(await counted()).toEqual({ used: 3, slots: 1 });
});
