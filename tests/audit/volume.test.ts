import { afterAll, beforeAll, expect, test } from 'vitest';
import { actAs, openWorld, type World } from '../worker/world.ts';

const CONTACTS = 100_000;

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await world.sql`update public.subscriptions set plan_key = 'unlimited'`;
  await world.sql`insert into public.contact_attributes (organization_id, brand_id, key, type, label)
    values (${world.id('org_a')}, ${world.id('a1')}, 'city', 'text', 'City')`;
});
afterAll(() => world.close());

/** Milliseconds that the owner needs to add contacts in one statement. */
async function addContacts(): Promise<number> {
  const started = performance.now();
  await actAs(
    world.sql,
    'owner',
    (transaction) => transaction`
      insert into public.contacts (organization_id, brand_id, name, attributes)
      select ${world.id('org_a')}, ${world.id('a1')}, 'Contact ' || n, '{"city": "Lisbon"}'
      from generate_series(1, ${CONTACTS}::int) as n`,
  );
  return performance.now() - started;
}

test(`${CONTACTS} contacts in one statement are ${CONTACTS} entries in one more`, async () => {
  await world.sql`alter table public.contacts disable trigger audit_insert`;
  const bare = await addContacts();
  await world.sql`alter table public.contacts enable trigger audit_insert`;
  const audited = await addContacts();
  const [row] = await world.sql`
    select count(*)::int as n, count(distinct entity_id)::int as contacts from public.audit_log where entity = 'contacts'`;
  expect(row).toEqual({ n: CONTACTS, contacts: CONTACTS });
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  process.stdout.write(
    `${CONTACTS} contacts: ${seconds(bare)} without, ${seconds(audited)} with the audit log, factor ${(audited / bare).toFixed(2)}\n`,
  );
});
