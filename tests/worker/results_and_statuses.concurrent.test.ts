import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

test('send results and statuses of the same messages at once never deadlock and always agree', async () => {
  const [campaign] = await world.sql<{ id: string }[]>`select tests.launch_to('a1', 300) as id`;
  const [recorder, shardA, shardB, settler] = [1, 2, 3, 4].map(() => world.connect(1));
  if (!recorder || !shardA || !shardB || !settler) throw new Error('no connections');
  for (let round = 0; round < 15; round++) {
    const [row] = await world.sql<{ ids: string[] }[]>`select tests.claim('number_a1', 20) as ids`;
    const ids = row?.ids ?? [];
    const statuses = (sql: typeof shardA, status: string) => sql`
      select private.apply_statuses((select jsonb_agg(tests.status_item(id, ${status}) order by random()) from unnest(${ids}::uuid[]) as id))`;
    await Promise.all([
      recorder`select tests.record((select array_agg(id order by random()) from unnest(${ids}::uuid[]) as id),
        ${round % 3 === 0 ? 'retry' : 'accepted'}, 'transient', 1, 0, 1)`,
      statuses(shardA, 'sent'),
      statuses(shardB, 'delivered'),
      settler`select private.mark_unknown('0e000000-0000-7000-8000-000000000001')`,
      settler`select * from private.settle_unknown()`,
    ]);
  }
  const rows = await world.sql`select status, count(*)::int as n from messages group by 1`;
  expect(rows).toEqual([{ status: 'delivered', n: 300 }]);
  expect(await world.sql`select 1 from private.outbox`).toHaveLength(0);
  const [drift] = await world.sql<{ it: string }[]>`select tests.count_drift(${campaign?.id ?? ''}) as it`;
  expect(drift?.it).toBe('none');
});
