import type { Sql } from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actAs, openWorld, type World } from './world.ts';

/** Rows that the large tables have: a plan that walks through one of them, or one index of messages, reads a thousand blocks. */
const MANY = 20_000;
/**
 * Blocks that a deed may read more when tables are large: indexes are deeper, and the checks of foreign keys, whose plans are Postgres'
 * own, may use any index of contacts until it is analysed.
 */
const MORE = 800;
const WORKER = '0e000000-0000-7000-8000-000000000001';

let world: World;
let session: Sql;
beforeAll(async () => {
  world = await openWorld();
  session = world.connect(1);
  // As a worker's session that was opened while the tables were small: its plans are kept.
  await session`set plan_cache_mode = force_generic_plan`;
});
afterAll(() => world.close());

interface Plan {
  Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number };
}

/** Blocks that a statement reads, everything included that its functions read. */
async function blocksOf(sql: Sql, statement: string): Promise<number> {
  const [row] = await sql.unsafe<{ 'QUERY PLAN': Plan[] }[]>(
    `explain (analyze, buffers, timing off, format json) ${statement}`,
  );
  const plan = row?.['QUERY PLAN'][0]?.Plan;
  return (plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0);
}

/** What is done all day, each for a handful of rows; some as a person. */
interface Deed {
  name: string;
  sql: string;
  as?: string;
}

/** `$claimed`: five messages just claimed. `$sent`: five that Meta accepted. `$campaign`, `$phone`, `$talk`: what the names say. */
const DEEDS: Deed[] = [
  { name: 'claim from a campaign', sql: `select tests.claim('number_a1', 5)` },
  { name: 'record what was accepted', sql: `select tests.record($claimed, 'accepted')` },
  { name: 'record a retry', sql: `select tests.record($claimed, 'retry', 'transient', 131000, 0)` },
  {
    name: 'record a refusal of the pair',
    sql: `select tests.record($claimed, 'retry', 'transient', 131056, 0, null, 'pair')`,
  },
  { name: 'claim retries', sql: `select tests.claim('number_a1', 5)` },
  { name: 'record failures', sql: `select tests.record($claimed, 'failed', 'transient', 131000)` },
  { name: 'record what is unknown', sql: `select tests.record($claimed, 'unknown', 'unknown')` },
  {
    name: 'hear that messages were sent',
    sql: `select private.apply_statuses(jsonb_agg(tests.status_item(m, 'sent'))) from unnest($sent) as m`,
  },
  {
    name: 'hear that messages failed',
    sql: `select private.apply_statuses(jsonb_agg(tests.status_item(m, 'failed'))) from unnest($sent) as m`,
  },
  { name: 'settle what is unknown', sql: `select private.settle_unknown()` },
  { name: 'hear from a customer', sql: `select tests.inbound('number_a1', $phone)` },
  {
    name: 'hear from a stranger',
    sql: `select tests.inbound('number_a1', '+4930' || (1000000 + floor(random() * 8999999))::int)`,
  },
  { name: 'hear stop', sql: `select tests.inbound('number_a1', $phone, more => '{"body": "stop"}')` },
  {
    name: 'answer a customer',
    sql: `select public.send_message(jsonb_build_object('conversation_id', $talk, 'type', 'text', 'text', '{"body": "hello"}'::jsonb))`,
    as: 'owner',
  },
  { name: 'claim the answer', sql: `select tests.claim('number_a1', 1)` },
  { name: 'pause a campaign', sql: `select public.pause_campaign($campaign)`, as: 'owner' },
  { name: 'resume a campaign', sql: `select public.resume_campaign($campaign)`, as: 'owner' },
  { name: 'retry what failed', sql: `select public.retry_campaign($campaign, '{transient}')`, as: 'owner' },
  { name: 'look for work', sql: `select private.outbox_wait(tests.id('number_a1'), '${WORKER}')` },
  {
    name: 'complete campaigns',
    sql: `select count(*) from private.complete_campaigns(tests.id('number_a1'))`,
  },
  { name: 'announce a campaign', sql: `select private.announce_campaigns(array[$campaign]::uuid[])` },
  { name: 'fold counts', sql: 'select private.fold_campaign_deltas()' },
  {
    name: 'read a funnel',
    sql: 'select * from public.campaign_stats where campaign_id = $campaign',
    as: 'owner',
  },
  { name: 'launch to a few', sql: `select tests.launch_to('a1', 5)` },
  {
    name: 'look at an audience of few',
    sql: `select public.resolve_audience(jsonb_build_object('brand_id', tests.id('a1'), 'category', 'utility', 'contact_ids',
      (select jsonb_agg(id) from (select id from public.contacts where brand_id = tests.id('a1') order by id limit 5) as c)))`,
    as: 'owner',
  },
  { name: 'expire data', sql: 'select private.expire_data(10)' },
];

async function blocksOfDeeds(campaign: string): Promise<Record<string, number>> {
  const blocks: Record<string, number> = {};
  const [person] = await session<{ phone: string; talk: string }[]>`
    select c.phone, v.id as talk from public.contacts c join public.conversations v on v.contact_id = c.id
    where c.brand_id = tests.id('a1') and c.phone like '+4989%' limit 1`;
  for (const deed of DEEDS) {
    const claimed = deed.sql.includes('$claimed')
      ? await idsOf(session`select tests.claim('number_a1', 5) as ids`)
      : '';
    const sent = await idsOf(session`
      select array_agg(id) as ids from (
        select id from public.messages where campaign_id = ${campaign} and status in ('accepted', 'sent') order by id desc limit 5) as m`);
    const statement = deed.sql
      .replaceAll('$claimed', claimed)
      .replaceAll('$sent', sent)
      .replaceAll('$campaign', `'${campaign}'`)
      .replaceAll('$phone', `'${person?.phone}'`)
      .replaceAll('$talk', `'${person?.talk}'`);
    blocks[deed.name] = deed.as
      ? await actAs(session, deed.as, (own) => blocksOf(own, statement))
      : await blocksOf(session, statement);
  }
  return blocks;
}

async function idsOf(query: PromiseLike<Iterable<unknown>>): Promise<string> {
  const [row] = (await query) as { ids: string[] | null }[];
  return `array['${(row?.ids ?? []).join("','")}']::uuid[]`.replace("array['']", "'{}'");
}

test('what a session planned while the tables were small costs no more when they are large', {
  timeout: 120_000,
}, async () => {
  const { sql } = world;
  await sql`update private.settings set unknown_grace = '1 millisecond', unknown_expiry = '2 milliseconds'`;
  await sql`update public.whatsapp_accounts set throughput_mps = 1000000`;
  await sql`select tests.inbound('number_a1', '+4989123456')`;
  const [small] = await session<{ id: string }[]>`select tests.launch_to('a1', 400) as id`;
  const campaign = small?.id ?? '';
  for (let round = 0; round < 3; round++) await blocksOfDeeds(campaign);
  const before = await blocksOfDeeds(campaign);

  await grow(sql, campaign);
  await blocksOfDeeds(campaign);
  const after = await blocksOfDeeds(campaign);
  const grown = Object.keys(after).filter((name) => (after[name] ?? 0) > (before[name] ?? 0) + MORE);
  expect(grown.map((name) => `${name}: ${before[name]} blocks, then ${after[name]}`)).toEqual([]);
});

/** As after a day of sending, without telling the planner. */
async function grow(sql: Sql, campaign: string): Promise<void> {
  await sql`
    insert into public.contact_attributes (organization_id, brand_id, key, type, label)
    select b.organization_id, b.id, 'note', 'text', 'Note' from public.brands b where b.id = tests.id('a1')`;
  await sql`
    insert into public.contacts (organization_id, brand_id, name, phone, attributes)
    select b.organization_id, b.id, 'Ann', '+1' || (2000000000 + i), jsonb_build_object('note', repeat(md5(i::text), 20))
    from public.brands b, generate_series(1, ${MANY}::int) as i where b.id = tests.id('a1')`;
  await sql`
    insert into public.consents (organization_id, brand_id, contact_id, category, state, at, source)
    select organization_id, brand_id, id, 'marketing', 'opted_in', now(), 'agent' from public.contacts where brand_id = tests.id('a1')
    on conflict do nothing`;
  await sql`
    insert into public.conversations (organization_id, brand_id, whatsapp_account_id, contact_id)
    select c.organization_id, c.brand_id, tests.id('number_a1'), c.id from public.contacts c where c.brand_id = tests.id('a1')
    on conflict do nothing`;
  await sql`
    insert into public.messages (organization_id, brand_id, whatsapp_account_id, contact_id, campaign_id, direction, type, status, wamid,
      accepted_at, failed_at, error_class, error_code)
    select c.organization_id, c.brand_id, tests.id('number_a1'), c.id, ${campaign}, 'outbound', 'template',
      case when f.failed then 'failed' else 'accepted' end, 'wamid.m' || c.id, now(), case when f.failed then now() end,
      case when f.failed then 'recipient' end, case when f.failed then 131026 end
    from public.contacts c, lateral (select uuid_hash(c.id) % 100 = 0 as failed) as f where c.brand_id = tests.id('a1')`;
  await sql`
    insert into private.message_wamids (organization_id, brand_id, wamid, message_id)
    select organization_id, brand_id, wamid, id from public.messages where wamid is not null on conflict do nothing`;
  await sql`
    insert into public.campaign_recipients (organization_id, brand_id, campaign_id, position, contact_id, share, message_id)
    select m.organization_id, m.brand_id, m.campaign_id, 1000 + row_number() over (), m.contact_id, 1, m.id
    from public.messages m where m.campaign_id = ${campaign} and m.wamid like 'wamid.m%' on conflict do nothing`;
  await sql`
    insert into private.outbox (organization_id, brand_id, whatsapp_account_id, contact_id, campaign_id, message_id, priority, status,
      attempts, claimed_by, claimed_at)
    select m.organization_id, m.brand_id, m.whatsapp_account_id, m.contact_id, m.campaign_id, m.id, 5, 'sending', 1, ${WORKER}, now()
    from public.messages m where m.campaign_id = ${campaign} and m.status = 'accepted' and m.wamid like 'wamid.m%'`;
}
