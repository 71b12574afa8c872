import { afterEach, beforeEach, expect, test } from 'vitest';
import { actAs, openWorld, untilBlocked, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

test('a campaign can be paused in the middle of a claim: neither waits for the other for ever', async () => {
  await world.sql`select tests.add_contact('a1', name => null)`;
  const [campaign] = await world.sql<{ id: string }[]>`select tests.launch(tests.draft_campaign('a1')) as id`;
  const [holder, worker, person] = [world.connect(1), world.connect(1), world.connect(1)];
  let claiming: Promise<unknown> | undefined;
  let pausing: Promise<unknown> | undefined;
  await holder.begin(async (transaction) => {
    // The claim stops at this row, holding the campaign's feed and before it has touched the campaign.
    await transaction`select 1 from campaign_recipients for update`;
    claiming =
      worker`select 1 from private.claim_outbox(${world.id('number_a1')}, 5, ${world.id('owner')})`.execute();
    await untilBlocked(world.sql, 'claim_outbox');
    pausing = actAs(person, 'manager', (sql) => sql`select (pause_campaign(${campaign?.id ?? ''})).status`);
    await untilBlocked(world.sql, 'pause_campaign');
  });
  expect(await Promise.allSettled([claiming, pausing])).toMatchObject([
    { status: 'fulfilled' },
    { status: 'fulfilled' },
  ]);
  expect(await world.sql`select status from campaigns`).toMatchObject([{ status: 'paused' }]);
});

test('a campaign can be canceled while it completes', async () => {
  const [campaign] = await world.sql<{ id: string }[]>`select tests.launch_to('a1', 1) as id`;
  await world.sql`select tests.record(tests.claim('number_a1'), 'accepted')`;
  const [holder, worker, person] = [world.connect(1), world.connect(1), world.connect(1)];
  let completing: Promise<unknown> | undefined;
  let canceling: Promise<unknown> | undefined;
  await holder.begin(async (transaction) => {
    await transaction`select 1 from private.campaign_feeds for update`;
    completing = worker`select private.complete_campaigns(${world.id('number_a1')})`.execute();
    await untilBlocked(world.sql, 'complete_campaigns');
    canceling = actAs(
      person,
      'manager',
      (sql) => sql`select (cancel_campaign(${campaign?.id ?? ''})).status`,
    );
    await untilBlocked(world.sql, 'cancel_campaign');
  });
  expect(await Promise.allSettled([completing, canceling])).toMatchObject([
    { status: 'fulfilled' },
    { status: 'fulfilled' },
  ]);
});

test('pausing, resuming and sending at full speed never fail and lose nobody', async () => {
  await world.sql`select tests.launch_to('a1', 400)`;
  const [campaign] = await world.sql<{ id: string }[]>`select id from campaigns`;
  const [workers, person] = [world.connect(3), world.connect(1)];
  let open = true;
  const toggling = (async () => {
    for (let turn = 0; open; turn++) {
      await actAs(person, 'manager', (sql) =>
        turn % 2 === 0
          ? sql`select pause_campaign(${campaign?.id ?? ''})`
          : sql`select resume_campaign(${campaign?.id ?? ''})`,
      );
    }
    await actAs(person, 'manager', (sql) => sql`select resume_campaign(${campaign?.id ?? ''})`);
  })();
  const send = async () => {
    for (let idle = 0; idle < 20; ) {
      const [row] = await workers<{ ids: string[] }[]>`select tests.claim('number_a1', 11) as ids`;
      const ids = row?.ids ?? [];
      idle = ids.length === 0 ? idle + 1 : 0;
      await workers`select tests.record(${ids}::uuid[], 'accepted')`;
    }
  };
  await Promise.all([send(), send(), send()]);
  open = false;
  await toggling;
  await send();
  const [stats] = await world.sql`select accepted, queued from campaign_stats`;
  expect(stats).toEqual({ accepted: 400, queued: 0 });
});
