import { afterAll, beforeAll, expect, test } from 'vitest';
import { actAs, openWorld, untilBlocked, type World } from '../worker/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** Makes a second owner of organization A and gives the seats of both. */
async function twoOwners(): Promise<{ first: string; second: string }> {
  await world.sql`
    insert into members (organization_id, user_id, role_key) values (${world.id('org_a')}, ${world.id('stranger')}, 'owner')
    on conflict (organization_id, user_id) do update set role_key = 'owner'`;
  await world.sql`
    insert into members (organization_id, user_id, role_key) values (${world.id('org_a')}, ${world.id('owner')}, 'owner')
    on conflict (organization_id, user_id) do update set role_key = 'owner'`;
  const rows = await world.sql<{ id: string; user_id: string }[]>`
    select id, user_id from members where organization_id = ${world.id('org_a')} and role_key = 'owner'`;
  const seatOf = (person: string) => rows.find((row) => row.user_id === world.id(person))?.id ?? '';
  return { first: seatOf('owner'), second: seatOf('stranger') };
}

async function owners(): Promise<number> {
  const [row] = await world.sql<{ n: number }[]>`
    select count(*)::int as n from members
    where organization_id = ${world.id('org_a')} and role_key = 'owner' and status = 'active'`;
  return row?.n ?? 0;
}

test('two owners who remove each other at the same moment leave one', async () => {
  const clients = world.connect(2);
  for (let round = 0; round < 10; round += 1) {
    const { first, second } = await twoOwners();
    const outcomes = await Promise.allSettled([
      actAs(clients, 'owner', (sql) => sql`select remove_member(${second})`),
      actAs(clients, 'stranger', (sql) => sql`select remove_member(${first})`),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await owners()).toBe(1);
  }
});

test('two owners who leave at the same moment leave one', async () => {
  const clients = world.connect(2);
  for (let round = 0; round < 10; round += 1) {
    const { first, second } = await twoOwners();
    const outcomes = await Promise.allSettled([
      actAs(clients, 'owner', (sql) => sql`select remove_member(${first})`),
      actAs(clients, 'stranger', (sql) => sql`select change_member(${second}, 'agent')`),
    ]);
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toMatchObject([{ reason: { code: 'PT409', detail: 'last_owner' } }]);
    expect(await owners()).toBe(1);
  }
});

test('who is removed while his change waits for its turn changes nothing', async () => {
  await twoOwners();
  const [remover, removed] = [world.connect(1), world.connect(1)];
  const [admin] = await world.sql<{ id: string; agent: string }[]>`
    select a.id, b.id as agent from members a, members b
    where a.user_id = ${world.id('admin')} and b.user_id = ${world.id('agent')}`;
  let late: Promise<unknown> = Promise.resolve();
  await actAs(remover, 'owner', async (sql) => {
    await sql`select remove_member(${admin?.id ?? ''})`;
    late = actAs(removed, 'admin', (sql2) => sql2`select change_member(${admin?.agent ?? ''}, 'manager')`);
    late.catch(() => {});
    await untilBlocked(world.sql, 'change_member');
  });
  await expect(late).rejects.toMatchObject({ code: '42501', detail: 'permission_denied' });
  const [agent] = await world.sql`select role_key from members where id = ${admin?.agent ?? ''}`;
  expect(agent).toEqual({ role_key: 'agent' });
});
