import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDice, type Dice } from '../../dev/audit/dice.ts';
import { openWorld, untilBlocked, type World } from '../worker/world.ts';

/** Where the precomputed access and the rule it is computed from differ: rows of one that the other lacks. */
const DIFFERENCES = `
  with ruled as (select * from private.seat_access_of(array(select id from public.organizations)))
  (select 'missing' as kind, * from (select * from ruled except select * from private.seat_access) as m)
  union all
  (select 'too much' as kind, * from (select * from private.seat_access except select * from ruled) as t)`;

const WRITERS = 6;
const CHANGES = 80;

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

interface Ids {
  organizations: string[];
  users: string[];
}

/** One random change, made as superuser, in one of few organizations, so that writers meet. */
function randomChange(dice: Dice, { organizations, users }: Ids): string {
  const organization = dice.pick(organizations);
  const user = dice.pick(users);
  const member = `(select id from members where organization_id = '${organization}' order by md5(id::text || ${dice.below(99)}) limit 1)`;
  const brand = `(select id from brands where organization_id = '${organization}' order by md5(id::text || ${dice.below(99)}) limit 1)`;
  const role = dice.pick(['manager', 'agent', 'analyst', 'night_shift']);
  return dice.pick([
    `insert into members (organization_id, user_id, role_key, all_brands)
       values ('${organization}', '${user}', '${role}', ${dice.chance(0.5)}) on conflict (organization_id, user_id) do nothing`,
    `update members set role_key = '${role}' where id = ${member} and role_key <> 'owner'`,
    `update members set status = '${dice.pick(['active', 'disabled'])}' where id = ${member} and role_key <> 'owner'`,
    `update members set all_brands = not all_brands where id = ${member} and role_key <> 'owner'`,
    `update members set user_id = '${user}' where id = ${member} and not exists (
       select from members m where m.organization_id = '${organization}' and m.user_id = '${user}')`,
    `delete from members where id = ${member} and role_key <> 'owner'`,
    `insert into member_brands (organization_id, member_id, brand_id)
       select '${organization}', ${member}, ${brand} on conflict do nothing`,
    `delete from member_brands where organization_id = '${organization}' and brand_id = ${brand}`,
    `insert into brands (organization_id, name) values ('${organization}', 'New')`,
    `update brands set status = '${dice.pick(['active', 'archived'])}' where id = ${brand} and not is_default`,
    `delete from brands where id = ${brand} and not is_default`,
    `update roles set permissions = '${dice.pick(['{contacts.view}', '{contacts.view,contacts.edit}', '{}'])}'
       where key = 'night_shift' and organization_id = '${organization}'`,
    `update organizations set status = '${dice.pick(['active', 'active', 'suspended'])}' where id = '${organization}'`,
  ]);
}

async function makeOrganizations(): Promise<Ids> {
  const users = await world.sql<
    { id: string }[]
  >`select tests.create_user() as id from generate_series(1, 12)`;
  const organizations = await world.sql<{ id: string }[]>`
    insert into organizations (name, slug) select 'Organization', 'seats-' || n from generate_series(1, 3) as n returning id`;
  for (const { id } of organizations) {
    await world.sql`update subscriptions set plan_key = 'unlimited' where organization_id = ${id}`;
    await world.sql`insert into brands (organization_id, name, is_default) values (${id}, 'First', true)`;
    await world.sql`insert into members (organization_id, user_id, role_key) values (${id}, ${users[0]?.id ?? ''}, 'owner')`;
    await world.sql`
      insert into roles (organization_id, key, permissions) values (${id}, 'night_shift', '{contacts.view}')`;
  }
  return { organizations: organizations.map(({ id }) => id), users: users.map(({ id }) => id) };
}

test('after any changes by many at once, access is exactly what the rule says', async () => {
  const ids = await makeOrganizations();
  const clients = world.connect(WRITERS);
  const failures = new Map<string, number>();
  let done = 0;
  const write = async (writer: number) => {
    const dice = createDice(20_261_120, writer);
    for (let i = 0; i < CHANGES; i += 1) {
      const change = randomChange(dice, ids);
      const isUndone = dice.chance(0.1);
      try {
        await clients.begin(async (transaction) => {
          await transaction.unsafe(change);
          if (isUndone) throw new Error('undone');
        });
        done += 1;
      } catch (error) {
        const { code, message } = error as { code?: string; message: string };
        const name = code ?? message;
        failures.set(name, (failures.get(name) ?? 0) + 1);
      }
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));

  expect(await world.sql.unsafe(DIFFERENCES)).toEqual([]);
  // Two writers may choose the same seat or brand; nothing else goes wrong, deadlocks least of all.
  expect([...failures.keys()].filter((name) => !['undone', '23503', '23505'].includes(name))).toEqual([]);
  expect(done).toBeGreaterThan((WRITERS * CHANGES) / 2);
  const [held] = await world.sql<{ n: number }[]>`
    select count(*)::int as n from private.seat_access where organization_id = any (${ids.organizations}::uuid[])`;
  expect(held?.n).toBeGreaterThan(3);
});

test('a seat and a brand that are made at the same moment know each other', async () => {
  const organization = world.id('org_b');
  const newcomer = world.id('stranger');
  const [one, other] = [world.connect(1), world.connect(1)];
  const inserted = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const first = one.begin(async (transaction) => {
    await transaction`
      insert into members (organization_id, user_id, role_key) values (${organization}, ${newcomer}, 'manager')`;
    inserted.resolve();
    await released.promise;
  });
  await inserted.promise;
  const second = (async () => {
    const [brand] = await other<{ id: string }[]>`
      insert into brands (organization_id, name) values (${organization}, 'Made meanwhile') returning id`;
    return brand?.id ?? '';
  })();
  await untilBlocked(world.sql, 'insert into brands');
  released.resolve();
  await first;
  const brand = await second;
  expect(
    await world.sql`
      select user_id from private.seat_access where organization_id = ${organization} and ${brand} = any (brand_ids) order by 1`,
  ).toEqual([newcomer, world.id('owner_b')].sort().map((user_id) => ({ user_id })));
});

test('a transaction that could not see what others did meanwhile is refused', async () => {
  const change = world.sql.begin('isolation level repeatable read', async (transaction) => {
    await transaction`insert into brands (organization_id, name) values (${world.id('org_b')}, 'Unseen')`;
  });
  await expect(change).rejects.toMatchObject({ code: 'PT409', detail: 'read_committed_needed' });
});
