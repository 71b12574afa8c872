import { afterAll, beforeAll, expect, test } from 'vitest';
import { actAs, openWorld, untilBlocked, type World } from '../worker/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await world.sql`select tests.stand_in_queue()`;
});
afterAll(() => world.close());

async function draft(): Promise<string> {
  const [row] = await world.sql<{ id: string }[]>`
    insert into campaigns (organization_id, brand_id, name, whatsapp_account_id, template_id, audience)
    values (${world.id('org_a')}, ${world.id('a2')}, 'Draft', ${world.id('number_a2')}, ${world.id('greeting_a2')}, '{"all": true}')
    returning id`;
  return row?.id ?? '';
}

/** Runs the first work and, before it is committed, the second one; gives what became of the second. */
async function overtaking(first: string, second: string): Promise<unknown> {
  let late: Promise<unknown> = Promise.resolve();
  await actAs(world.connect(1), 'owner', async (sql) => {
    await sql.unsafe(first);
    late = actAs(world.connect(1), 'owner', (sql2) => sql2.unsafe(second));
    late.catch(() => {});
    await untilBlocked(world.sql, second);
  });
  return late.then(
    () => 'done',
    (error: { code: string; detail: string }) => `${error.code} ${error.detail}`,
  );
}

test('a brand is never archived under a campaign that starts, nor does one start in a brand that is archived', async () => {
  const archive = `update brands set status = 'archived' where id = '${world.id('a2')}'`;
  const [first, second] = [await draft(), await draft()];
  const start = (id: string) => `select tests.start('${id}')`;
  await world.sql`
    create function tests.start(campaign_id uuid) returns void language sql security definer
    as ${world.sql.unsafe("'update public.campaigns set status = ''running'' where id = campaign_id'")}`.simple();
  await world.sql`grant execute on function tests.start(uuid) to authenticated`;
  expect(await overtaking(start(first), archive)).toBe('PT409 brand_is_sending');
  await world.sql`update campaigns set status = 'completed' where id = ${first}`;
  expect(await overtaking(archive, start(second))).toBe('PT409 brand_archived');
});
