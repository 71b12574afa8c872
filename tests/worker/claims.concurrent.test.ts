import { afterAll, beforeAll, expect, test } from 'vitest';
import { actAs, openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

test('a campaign launched by several people at once is frozen once', async () => {
  await world.sql`select tests.add_contact('a1') from generate_series(1, 200)`;
  const [draft] = await world.sql<{ id: string }[]>`select tests.draft_campaign('a1') as id`;
  const clients = world.connect(6);
  const statuses = await Promise.all(
    Array.from({ length: 6 }, () =>
      actAs(clients, 'manager', async (sql) => {
        const [row] = await sql<{ status: string }[]>`select (launch_campaign(${draft?.id ?? ''})).status`;
        return row?.status;
      }),
    ),
  );
  expect(new Set(statuses)).toEqual(new Set(['running']));
  const [stats] = await world.sql`select audience, queued from campaign_stats`;
  expect(stats).toEqual({ audience: 200, queued: 200 });
});

test('workers that claim from one number at once never get the same message', async () => {
  const workers = world.connect(4);
  const claimed: string[] = [];
  await Promise.all(
    Array.from({ length: 4 }, async (_, n) => {
      for (;;) {
        const rows = await workers<{ message_id: string }[]>`
          select message_id from private.claim_outbox(${world.id('number_a1')}, 7, ${`0e000000-0000-7000-8000-00000000000${n}`})`;
        if (rows.length === 0) return;
        claimed.push(...rows.map((row) => row.message_id));
      }
    }),
  );
  expect(claimed).toHaveLength(200);
  expect(new Set(claimed).size).toBe(200);
});

test('campaigns that start while others claim stop no claim', async () => {
  const worker = world.connect(1);
  const [person] = [world.connect(1)];
  let launching = true;
  const launches = (async () => {
    for (let turn = 0; turn < 30; turn++) await person?.unsafe(`select tests.launch_to('a1', 3)`);
    launching = false;
  })();
  let claimed = 0;
  for (let last = false; !last; ) {
    last = !launching;
    const rows =
      await worker`select 1 from private.claim_outbox(${world.id('number_a1')}, 50, ${world.id('owner')})`;
    claimed += rows.length;
    if (rows.length > 0) last = false;
  }
  await launches;
  expect(claimed).toBe(90);
});
