import { afterAll, beforeAll, expect, test } from 'vitest';
import { actAs, openWorld, type World } from '../worker/world.ts';

const CONTACTS = 20_000;

let world: World;
let labelId: string;
beforeAll(async () => {
  world = await openWorld();
  await world.sql`update public.subscriptions set plan_key = 'unlimited'`;
  await world.sql`
    insert into public.contacts (organization_id, brand_id, name)
    select ${world.id('org_a')}, ${world.id('a1')}, 'Contact ' || n from generate_series(1, ${CONTACTS}::int) as n`;
  const [label] = await world.sql<{ id: string }[]>`
    insert into public.labels (organization_id, brand_id, name) values (${world.id('org_a')}, ${world.id('a1')}, 'L') returning id`;
  labelId = label?.id ?? '';
});
afterAll(() => world.close());

async function begin(change: Record<string, string[]>): Promise<string> {
  const [row] = await actAs(
    world.sql,
    'agent',
    (sql) => sql<{ id: string }[]>`
      select (public.change_contacts(${world.id('a1')}, '{"filter": {}}', ${sql.json(change)})).id`,
  );
  return row?.id ?? '';
}

async function facts(id: string): Promise<{ done: number; status: string; labelled: number }> {
  const [row] = await world.sql<{ done: number; status: string; labelled: number }[]>`
    select done, status, (select count(*)::int from public.contact_labels where label_id = ${labelId}) as labelled
    from public.contact_changes where id = ${id}`;
  if (row === undefined) throw new Error('no such change');
  return row;
}

test('fifty workers at one change, some of them killed in the middle, do each contact once', async () => {
  const id = await begin({ add_labels: [labelId] });
  const workers = Array.from({ length: 50 }, () => world.connect(1));
  let killed = 0;
  await Promise.all(
    workers.map(async (sql, n) => {
      for (let turn = 0; turn < 200; turn++) {
        if ((await facts(id)).status !== 'running') return;
        try {
          await sql.begin(async (transaction) => {
            await transaction`select private.step_contact_change(${id}, 500)`;
            // As a process that is killed before its commit arrives.
            if (n % 10 === 0 && turn % 2 === 0) {
              killed++;
              throw new Error('killed');
            }
          });
        } catch (error) {
          if (String(error) !== 'Error: killed') throw error;
        }
      }
    }),
  );
  expect(killed).toBeGreaterThan(0);
  expect(await facts(id)).toEqual({ done: CONTACTS, status: 'done', labelled: CONTACTS });
});

test('two changes that undo each other at once end in one of the two states for each contact, without a deadlock', async () => {
  const [add, remove] = [await begin({ add_labels: [labelId] }), await begin({ remove_labels: [labelId] })];
  const run = async (id: string) => {
    const sql = world.connect(1);
    for (;;) {
      const [row] = await sql<{ more: boolean }[]>`select private.step_contact_change(${id}, 700) as more`;
      if (row?.more !== true) return;
    }
  };
  await Promise.all([run(add), run(remove)]);
  expect((await facts(add)).done).toBe(CONTACTS);
  expect((await facts(remove)).status).toBe('done');
});
