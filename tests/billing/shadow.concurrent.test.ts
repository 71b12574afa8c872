import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../worker/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

test('in shadow mode callers beyond the limit do not wait for each other, and are counted to the last one', async () => {
  const organization = world.id('org_a');
  await world.sql`
    update subscriptions set plan_key = 'unlimited', status = 'active', mode = 'shadow',
      limit_overrides = '{"ai_replies_per_month": 5}' where organization_id = ${organization}`;
  await world.sql`select private.take_quota(${organization}, 'ai_replies', 5)`;
  const clients = world.connect(8);
  const everybodyHasTaken = Promise.withResolvers<void>();
  let taken = 0;
  // Nobody commits before everybody has taken: with one lock between any two of them this would never end.
  await Promise.all(
    Array.from({ length: 8 }, () =>
      clients.begin(async (transaction) => {
        await transaction`set local statement_timeout = '10s'`;
        await transaction`select private.take_quota(${organization}, 'ai_replies', 1)`;
        taken += 1;
        if (taken === 8) everybodyHasTaken.resolve();
        await everybodyHasTaken.promise;
      }),
    ),
  );
  await world.sql`select private.expire_subscriptions()`;
  const [count] = await world.sql`
    select sum(used)::int as used from usage_counters
    where organization_id = ${organization} and metric = 'ai_replies'`;
  expect(count).toEqual({ used: 13 });
  const decisions = await world.sql`
    select decision, mode, count(*)::int as n from gate_decisions where organization_id = ${organization} group by 1, 2`;
  expect(decisions).toEqual([{ decision: 'denied', mode: 'shadow', n: 8 }]);
});
