import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actAs, openWorld, type World } from '../worker/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await world.sql`update public.subscriptions set plan_key = 'unlimited'`;
});
afterAll(() => world.close());

/** What a statement gives, or the SQLSTATE of what it raises. */
async function outcome(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'done',
    (error) => (error as { code?: string }).code ?? String(error),
  );
}

async function addContact(phone: string): Promise<string> {
  const [row] = await world.sql<{ id: string }[]>`
    insert into public.contacts (organization_id, brand_id, name, phone)
    values (${world.id('org_a')}, ${world.id('a1')}, 'Person', ${phone}) returning id`;
  return row?.id ?? '';
}

async function inbound(sql: Sql, phone: string, wamid: string): Promise<void> {
  await sql`select tests.inbound('number_a1', ${phone}, null, now(), ${wamid})`;
}

test('merges of the same contacts in all directions at once leave one contact with everything, and can be undone', async () => {
  for (let round = 0; round < 8; round++) {
    const phones = [0, 1, 2].map((n) => `+1202555${String(1000 + round * 3 + n)}`);
    const ids = await Promise.all(phones.map(addContact));
    for (const phone of phones) await inbound(world.sql, phone, randomUUID());
    const pairs = ids.flatMap((keep) => ids.filter((id) => id !== keep).map((merge) => [keep, merge]));
    const outcomes = await Promise.all(
      pairs.map(([keep, merge]) =>
        outcome(
          actAs(
            world.connect(1),
            'owner',
            (sql) => sql`select public.merge_contacts(${keep ?? ''}, ${merge ?? ''})`,
          ),
        ),
      ),
    );
    // Who comes too late hears that the contact was merged; nobody is made to wait for ever.
    expect(outcomes.filter((it) => it !== 'done' && it !== 'PT409')).toEqual([]);
    const [facts] = await world.sql`
      select count(*) filter (where c.merged_into is null)::int as left,
        (select count(*)::int from public.contact_identities i where i.contact_id = any (array_agg(c.id) filter (where c.merged_into is null))) as phones,
        (select count(*)::int from public.messages m where m.contact_id = any (array_agg(c.id) filter (where c.merged_into is null))) as messages,
        (select count(*)::int from public.contact_merges g where g.contact_id = any (array_agg(c.id)) and g.undone_at is null) as merges
      from public.contacts c where c.id = any (${ids})`;
    expect(facts).toEqual({ left: 1, phones: 3, messages: 3, merges: 2 });

    const merges = await world.sql<{ id: string }[]>`
      select id from public.contact_merges where contact_id = any (${ids}) order by id desc`;
    // Each undone by two people at once, the last one first.
    for (const { id } of merges) {
      const undone = await Promise.all(
        [1, 2].map(() =>
          outcome(actAs(world.connect(1), 'owner', (sql) => sql`select public.undo_contact_merge(${id})`)),
        ),
      );
      expect(undone).toEqual(['done', 'done']);
    }
    const apart = await world.sql`
      select c.phone, (select array_agg(i.value) from public.contact_identities i where i.contact_id = c.id) as aliases,
        (select count(*)::int from public.messages m where m.contact_id = c.id) as messages
      from public.contacts c where c.id = any (${ids}) and c.deleted_at is null order by c.phone`;
    expect(apart).toEqual(phones.map((phone) => ({ phone, aliases: [phone], messages: 1 })));
  }
});

test('a person who writes while he is erased ends as nobody or as a new contact with only what came after', async () => {
  const phone = '+12025559900';
  const id = await addContact(phone);
  for (let n = 0; n < 40; n++) await inbound(world.sql, phone, `wamid.before.${n}`);
  const [request] = await actAs(
    world.sql,
    'owner',
    (sql) => sql<{ id: string }[]>`select (public.erase_contact(${id})).id as id`,
  );
  const requestId = request?.id ?? '';
  const eraser = world.connect(1);
  const erase = async () => {
    for (;;) {
      const [row] = await eraser<
        { next: string }[]
      >`select private.erase_person(${requestId}, 3) ->> 'next' as next`;
      if (row?.next === 'search') await eraser`select private.erase_import_files(${requestId}, '{}')`;
      if (row?.next === 'done') return;
    }
  };
  const write = async (writer: number) => {
    const sql = world.connect(1);
    const states: string[] = [];
    for (let n = 0; n < 30; n++) states.push(await outcome(inbound(sql, phone, `wamid.${writer}.${n}`)));
    return states;
  };
  const [, ...states] = await Promise.all([erase(), ...[1, 2, 3, 4].map(write)]);
  // A webhook that meets a deadlock is tried again by the pipeline; anything else would be lost.
  expect(states.flat().filter((state) => state !== 'done' && state !== '40P01')).toEqual([]);
  await inbound(world.sql, phone, 'wamid.after');

  const [old] = await world.sql`
    select count(*)::int as n from public.contacts where id = ${id}`;
  expect(old?.n).toBe(0);
  const [now] = await world.sql`
    select count(distinct c.id)::int as contacts, count(m.id)::int > 0 as writes,
      count(*) filter (where m.wamid like 'wamid.before.%')::int as before,
      count(*) filter (where m.wamid = 'wamid.after')::int as after
    from public.contacts c left join public.messages m on m.contact_id = c.id where c.phone = ${phone}`;
  expect(now).toEqual({ contacts: 1, writes: true, before: 0, after: 1 });
  const [loose] = await world.sql`
    select count(*)::int as messages from public.messages m where not exists (select from public.contacts c where c.id = m.contact_id)`;
  expect(loose?.messages).toBe(0);
  const [names] = await world.sql`
    select count(*)::int as n from private.message_wamids w where not exists (select from public.messages m where m.id = w.message_id)`;
  expect(names?.n).toBe(0);
});
