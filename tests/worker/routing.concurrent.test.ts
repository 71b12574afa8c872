import type { Sql } from 'postgres';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { actAs, openWorld, untilBlocked, type World } from './world.ts';

let world: World;
const opened: World[] = [];
beforeEach(async () => {
  world = await openWorld();
  opened.push(world);
  await world.sql`select tests.stand_in_queue()`;
});
afterAll(() => Promise.all(opened.map((one) => one.close())));

/** Five agents of brand a1, online, who take part; the settings of the brand. */
async function staff(mode: string, max_open: number | null): Promise<string[]> {
  await world.sql`insert into public.routing_settings (organization_id, brand_id, mode, max_open)
    values (tests.id('org_a'), tests.id('a1'), ${mode}, ${max_open})`;
  const rows = await world.sql<{ id: string }[]>`
    select tests.add_member('agent_' || n, 'org_a', 'agent', 'a1') as id from generate_series(1, 3) n`;
  const members = await world.sql<{ id: string }[]>`
    update public.members set availability = 'online' where role_key in ('agent', 'manager', 'owner') returning id`;
  expect(members.length).toBeGreaterThan(5);
  const [agent] = await world.sql<{ id: string }[]>`
    select id from public.members where user_id = ${world.id('agent')}`;
  const [colleague] = await world.sql<{ id: string }[]>`
    select id from public.members where user_id = ${world.id('colleague')}`;
  return [...rows, agent, colleague].map((row) => row?.id ?? '').sort();
}

const write = (sql: Sql, n: number) => sql`select tests.inbound('number_a1', ${`+1555010${1000 + n}`})`;
const route = (sql: Sql) => sql`select private.route_conversations(${world.id('a1')})`;

async function loads(): Promise<Record<string, number>> {
  const rows = await world.sql<{ id: string; n: number }[]>`
    select coalesce(assigned_to::text, 'nobody') as id, count(*)::int as n from public.conversations group by 1 order by 1`;
  return Object.fromEntries(rows.map(({ id, n }) => [id, n]));
}

test.each(['round_robin', 'least_busy'])('fifty strangers at once are shared evenly: %s', async (mode) => {
  const agents = await staff(mode, null);
  const sql = world.connect(10);
  await Promise.all(
    Array.from({ length: 50 }, async (_, n) => {
      await write(sql, n);
      await route(sql);
    }),
  );
  await route(sql);
  expect(await loads()).toEqual(Object.fromEntries(agents.map((id) => [id, 10])));
  const [told] = await world.sql<{ n: number }[]>`
    select count(*)::int as n from realtime.messages where topic like 'agent:%' and event = 'assignment'`;
  expect(told?.n).toBe(50);
});

test('nobody gets more than he has room for, also when people assign by hand at the same time', async () => {
  const agents = await staff('least_busy', 3);
  const closer = await memberOf('agent');
  const favourite = agents.find((id) => id !== closer) ?? '';
  const sql = world.connect(10);
  await Promise.all(Array.from({ length: 30 }, (_, n) => write(sql, n)));
  const conversations = await world.sql<{ id: string }[]>`select id from public.conversations order by id`;
  await Promise.all([
    ...Array.from({ length: 6 }, () => route(sql)),
    ...[0, 1].map((n) =>
      actAs(
        sql,
        'manager',
        (transaction) =>
          transaction`select public.assign_conversation(${conversations[n]?.id ?? ''}, ${favourite})`,
      ),
    ),
  ]);
  // A person may have taken one from somebody who then has room again.
  await route(sql);
  const after = await loads();
  for (const agent of agents) if (agent !== favourite) expect(after[agent]).toBe(3);
  // What a person gives counts, and may go beyond the limit; routing adds nothing to it.
  expect(after[favourite]).toBeLessThanOrEqual(5);
  expect(after.nobody).toBe(30 - 12 - (after[favourite] ?? 0));

  const [own] = await world.sql<{ id: string }[]>`
    select id from public.conversations where assigned_to = ${closer} limit 1`;
  await world.sql`delete from graphile_worker.jobs`;
  await world.sql`update private.doorbells set is_rung = false`;
  await actAs(sql, 'agent', (transaction) => transaction`select public.close_conversation(${own?.id ?? ''})`);
  const jobs = await world.sql`select 1 from graphile_worker.jobs where task = 'messaging/route'`;
  expect(jobs).toHaveLength(1);
  await route(sql);
  expect(await loads()).toEqual({ ...after, nobody: (after.nobody ?? 0) - 1, [closer]: 4 });
});

async function memberOf(person: string): Promise<string> {
  const [member] = await world.sql<{ id: string }[]>`
    select id from public.members where user_id = ${world.id(person)}`;
  return member?.id ?? '';
}

test('who goes away, is removed or loses the brand while routing looks gets nothing', async () => {
  await staff('round_robin', null);
  await world.sql`update public.members set availability = 'offline' where user_id <> ${world.id('agent')}`;
  const [leaver, router] = [world.connect(1), world.connect(1)];
  await write(world.sql, 1);

  const gone: Record<string, (sql: Sql) => Promise<unknown>> = {
    'goes away': (sql) =>
      sql`update public.members set availability = 'away' where user_id = ${world.id('agent')}`,
    'is disabled': (sql) =>
      sql`update public.members set status = 'disabled' where user_id = ${world.id('agent')}`,
    'is removed': (sql) => sql`delete from public.members where user_id = ${world.id('agent')}`,
  };
  for (const [what, leave] of Object.entries(gone)) {
    await world.sql`update public.members set availability = 'online', status = 'active' where user_id = ${world.id('agent')}`;
    const left = Promise.withResolvers<void>();
    const leaving = leaver.begin(async (transaction) => {
      await leave(transaction as unknown as Sql);
      left.resolve();
      await untilBlocked(world.sql, 'route_conversations');
    });
    await left.promise;
    await Promise.all([leaving, route(router)]);
    expect(await loads(), what).toEqual({ nobody: 1 });
  }
});

test('whoever comes online is given what waits', async () => {
  await staff('round_robin', null);
  await world.sql`update public.members set availability = 'offline'`;
  await write(world.sql, 1);
  await route(world.sql);
  expect(await loads()).toEqual({ nobody: 1 });
  await world.sql`delete from graphile_worker.jobs`;
  await world.sql`update private.doorbells set is_rung = false`;
  await actAs(world.sql, 'agent', (transaction) => transaction`select public.set_availability('online')`);
  const jobs = await world.sql<{ key: string }[]>`
    select payload ->> 'key' as key from graphile_worker.jobs where task = 'messaging/route'`;
  expect(jobs.map(({ key }) => key)).toEqual([world.id('a1')]);
  await route(world.sql);
  expect(await loads()).toEqual({ [await memberOf('agent')]: 1 });
});
