import type { Sql } from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actAs, openWorld, untilBlocked, type World } from './world.ts';

let world: World;
let second: string;
const campaigns: string[] = [];
beforeAll(async () => {
  world = await openWorld();
  const [number] = await world.sql<{ id: string }[]>`select tests.add_number('second', 'org_a', 'a1') as id`;
  second = number?.id ?? '';
  await world.sql`update whatsapp_accounts
    set waba_id = (select waba_id from whatsapp_accounts where id = ${world.id('number_a1')}) where id = ${second}`;
  await world.sql`select tests.add_contact('a1') from generate_series(1, 200)`;
  for (let i = 0; i < 3; i++) {
    const [campaign] = await world.sql<{ id: string }[]>`select tests.draft_campaign('a1') as id`;
    const id = campaign?.id ?? '';
    await world.sql`insert into campaign_numbers (organization_id, brand_id, campaign_id, whatsapp_account_id)
      select organization_id, brand_id, id, ${second} from campaigns where id = ${id}`;
    await world.sql`select tests.launch(${id})`;
    campaigns.push(id);
  }
});
afterAll(() => world.close());

const claim = async (sql: Sql, number: string, most: number): Promise<string[]> => {
  const [row] = await sql<{ ids: string[] }[]>`
    select coalesce(array_agg(c.message_id), '{}') as ids
    from private.claim_outbox(${number}, ${most}, '0e000000-0000-7000-8000-000000000001') as c`;
  return row?.ids ?? [];
};

test('fifty callers at once never lock each other out, and every recipient is accounted for', {
  timeout: 240_000,
}, async () => {
  const sql = world.connect(50);
  const [first, , broken] = campaigns;
  await world.sql`update campaigns set parameters = '[{"type": "carousel", "cards": {}}]' where id = ${broken ?? ''}`;
  const people = await world.sql<{ id: string }[]>`select id from contacts order by id limit 80`;
  const one = (turn: number) => campaigns[turn % 2] ?? '';

  const deeds: ((turn: number) => Promise<unknown>)[] = [
    async () => sql`select tests.record(${await claim(sql, world.id('number_a1'), 5)}::uuid[], 'accepted')`,
    async () => sql`select tests.record(${await claim(sql, second, 5)}::uuid[], 'accepted')`,
    async () =>
      sql`select tests.record(${await claim(sql, second, 3)}::uuid[], 'retry', 'transient', 131000, 0)`,
    async () =>
      sql`select tests.record(${await claim(sql, world.id('number_a1'), 2)}::uuid[], 'retry', 'transient', 131056, 0, null, 'pair')`,
    async () =>
      sql`select tests.record(${await claim(sql, second, 2)}::uuid[], 'failed', 'permanent', 132015, null, null, 'template')`,
    (turn) => actAs(sql, 'manager', (own) => own`select pause_campaign(${one(turn)})`),
    (turn) => actAs(sql, 'manager', (own) => own`select resume_campaign(${one(turn)})`),
    (turn) =>
      actAs(sql, 'manager', (own) => own`select retry_campaign(${one(turn)}, '{transient,permanent}')`),
    (turn) => {
      const numbers = turn % 2 === 0 ? [second, world.id('number_a1')] : [world.id('number_a1'), second];
      return actAs(
        sql,
        'manager',
        (own) => own`select move_campaign_share(${first ?? ''}, ${numbers[0] ?? ''}, ${numbers[1] ?? ''})`,
      );
    },
    async (turn) => {
      await sql`update templates set meta_status = ${turn % 2 === 0 ? 'PAUSED' : 'APPROVED'} where id = ${world.id('greeting_a1')}`;
      await sql`select private.complete_campaigns(${second})`;
      await sql`
        insert into consents (organization_id, brand_id, contact_id, category, state, at, source)
        select organization_id, brand_id, id, 'utility', 'opted_out', now(), 'import' from contacts where id = ${people[turn]?.id ?? ''}
        on conflict do nothing`;
    },
  ];
  const callers = Array.from({ length: 50 }, async (_, caller) => {
    const refusals: string[] = [];
    for (let turn = 0; turn < 6; turn++) {
      await deeds[caller % deeds.length]?.(turn + caller).catch(
        (error: { code?: string; message: string }) => {
          // Meta's status of the template changes beneath them.
          if (error.code !== 'PT409')
            refusals.push(`${caller % deeds.length}: ${error.code} ${error.message}`);
        },
      );
    }
    return refusals;
  });
  expect((await Promise.all(callers)).flat()).toEqual([]);

  await sql`update templates set meta_status = 'APPROVED' where id = ${world.id('greeting_a1')}`;
  for (const id of campaigns.slice(0, 2))
    await actAs(sql, 'manager', (own) => own`select resume_campaign(${id})`);
  // The broken one may have been paused before anybody found out; no person could resume it.
  await sql`update campaigns set status = 'running' where id = ${broken ?? ''} and status = 'paused'`;
  await sql`update private.campaign_feeds set status = 'running' where campaign_id = ${broken ?? ''} and status = 'paused'`;
  await sql`delete from private.pair_limits`;
  await sql`update private.outbox set due_at = now() - interval '1 second' where status = 'queued'`;
  for (const number of [world.id('number_a1'), second]) {
    for (let ids = await claim(sql, number, 100); ids.length > 0; ids = await claim(sql, number, 100)) {
      await sql`select tests.record(${ids}::uuid[], 'accepted')`;
    }
    await sql`select private.complete_campaigns(${number})`;
  }
  const ends = await world.sql`
    select c.id, c.status, s.audience - s.accepted - s.failed - s.skipped - s.canceled as open, tests.count_drift(c.id) as drift
    from campaigns c join campaign_stats s on s.campaign_id = c.id order by c.id`;
  expect(ends).toEqual(
    campaigns.map((id) => ({ id, status: id === broken ? 'failed' : 'completed', open: 0, drift: 'none' })),
  );
});

test('a template that Meta pauses waits for no campaign that was resumed while it waited for another', async () => {
  const make = async () => {
    const [row] = await world.sql<{ id: string }[]>`select tests.draft_campaign('a1') as id`;
    return row?.id ?? '';
  };
  const [earlier, later] = [await make(), await make()];
  await world.sql`update campaigns set status = case id when ${later} then 'running' else 'paused' end
    where id = any (${[earlier, later]}::uuid[])`;
  const [one, other, meta] = [world.connect(1), world.connect(1), world.connect(1)];
  const hold = async (sql: Sql, id: string) => {
    await sql`begin`;
    await sql`select from campaigns where id = ${id} for no key update`;
  };
  await hold(one, later);
  const paused =
    meta`update templates set meta_status = 'PAUSED' where id = ${world.id('greeting_a1')}`.execute();
  await untilBlocked(world.sql, 'update templates set meta_status');
  await world.sql`update campaigns set status = 'running' where id = ${earlier}`;
  await hold(other, earlier);
  await one`commit`;
  await paused;
  await other`commit`;
  const states =
    await world.sql`select status from campaigns where id = any (${[earlier, later]}::uuid[]) order by id`;
  expect(states).toEqual([{ status: 'running' }, { status: 'paused' }]);
});
