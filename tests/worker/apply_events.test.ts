import { afterAll, beforeEach, expect, test } from 'vitest';
import { createLogger } from '../../functions/core/log.ts';
import { createWorkerDatabase } from '../../worker/database.ts';
import { createApplyEvents } from '../../worker/tasks/ingest/apply_events.ts';
import { openWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  await world?.close();
  world = await openWorld();
});
afterAll(() => world.close());

/** A webhook body as Meta sends it for one change of one number. */
function body(number: string, value: Record<string, unknown>): string {
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: `waba-${world.id(number)}`,
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '15550001111', phone_number_id: `pn-${world.id(number)}` },
              ...value,
            },
          },
        ],
      },
    ],
  });
}

const said = (wamid: string, from = '15550101') => ({
  contacts: [{ wa_id: from, profile: { name: 'Ann' } }],
  messages: [
    {
      id: wamid,
      from,
      timestamp: String(Math.floor(Date.now() / 1000)),
      type: 'text',
      text: { body: 'hello' },
    },
  ],
});

const happened = (message_id: string, status: string) => ({
  statuses: [
    {
      id: `wamid.${message_id}`,
      status,
      timestamp: String(Math.floor(Date.now() / 1000)),
      recipient_id: '15550101',
      biz_opaque_callback_data: message_id,
    },
  ],
});

/** Stores the bodies and applies all shards; returns the campaigns that moved. */
async function receive(...bodies: string[]): Promise<string[]> {
  await world.sql`select private.ingest_webhooks(${bodies}::text[])`;
  const sql = createWorkerDatabase(world.url('wabase_worker'), 2);
  const touched: string[] = [];
  const applyEvents = createApplyEvents({
    sql,
    log: createLogger({ level: 'error', write: () => {} }),
    progress: { touch: (id) => void touched.push(id), stop: async () => {} },
  });
  try {
    for (const key of ['0', '1', '2', '3'])
      await applyEvents({ key }, { stopping: new AbortController().signal });
  } finally {
    await sql.end({ timeout: 1 });
  }
  return touched;
}

const states = () =>
  world.sql`select state, count(*)::int as n from private.raw_events group by 1 order by 1`;

test('messages and statuses of one batch are applied, and the bell is answered', async () => {
  const [campaign] = await world.sql<{ id: string }[]>`select tests.launch_to('a1', 1) as id`;
  const [claimed] = await world.sql<{ id: string }[]>`select (tests.claim('number_a1'))[1] as id`;
  const message = claimed?.id ?? '';
  const touched = await receive(
    body('number_a1', happened(message, 'delivered')),
    body('number_a1', said('wamid.1')),
    body('number_b1', said('wamid.1')),
    body('number_a1', happened(message, 'sent')),
  );
  expect(touched).toContain(campaign?.id);
  expect(await world.sql`select status from messages where direction = 'outbound'`).toEqual([
    { status: 'delivered' },
  ]);
  expect(await world.sql`select 1 from messages where direction = 'inbound'`).toHaveLength(2);
  expect(await states()).toEqual([{ state: 'processed', n: 4 }]);
  expect(
    await world.sql`select 1 from private.doorbells where task = 'ingest/apply_events' and is_rung`,
  ).toHaveLength(0);
});

test('the same bodies delivered again change nothing', async () => {
  const bodies = [body('number_a1', said('wamid.1')), body('number_a1', said('wamid.2'))];
  await receive(...bodies);
  const before = await world.sql`select to_jsonb(m) as row from messages m order by id`;
  await receive(...bodies, ...bodies);
  expect(await world.sql`select to_jsonb(m) as row from messages m order by id`).toEqual(before);
  expect(await world.sql`select unread_count from conversations`).toEqual([{ unread_count: 2 }]);
});

test('what cannot be understood is set aside, with its place, and the rest is applied', async () => {
  await receive(
    'not json',
    body('number_a1', {
      messages: [{ id: 5 }, ...said('wamid.2').messages],
      contacts: said('wamid.2').contacts,
    }),
    body('number_a1', said('wamid.3')).replace(`pn-${world.id('number_a1')}`, '999'),
  );
  expect(await world.sql`select wamid from messages`).toEqual([{ wamid: 'wamid.2' }]);
  const dead = await world.sql<
    { path: string; reason: string }[]
  >`select path, reason from private.dead_items order by path`;
  expect(dead.map(({ path }) => path).sort()).toEqual([
    '',
    'entry[0].changes[0].value.messages[0]',
    'entry[0].changes[0].value.messages[0]',
  ]);
  expect(dead.map(({ reason }) => reason)).toContain('The body is not JSON.');
  expect(dead.map(({ reason }) => reason)).toContain('999 is not connected.');
  expect(await states()).toEqual([{ state: 'processed', n: 3 }]);
});

test('an event that fails does not hold up the others, and is tried again later', async () => {
  await world.sql.unsafe(`create function public.refuse() returns trigger language plpgsql as $$
    begin raise exception 'out of order' using errcode = 'XX000'; end $$`);
  await world.sql`create trigger refuse before insert on messages for each row when (new.body = 'break') execute function public.refuse()`;
  const broken = body('number_a1', said('wamid.2', '15550102')).replace('hello', 'break');
  await receive(body('number_a1', said('wamid.1')), broken, body('number_a1', said('wamid.3', '15550103')));
  expect(await world.sql`select wamid from messages order by wamid`).toEqual([
    { wamid: 'wamid.1' },
    { wamid: 'wamid.3' },
  ]);
  expect(await states()).toEqual([
    { state: 'failed', n: 1 },
    { state: 'processed', n: 2 },
  ]);
  const [failed] = await world.sql<
    { error: string; attempts: number }[]
  >`select error, attempts from private.raw_events where state = 'failed'`;
  expect(failed).toMatchObject({ attempts: 1, error: expect.stringContaining('out of order') });

  await world.sql`drop trigger refuse on messages`;
  await world.sql`update private.raw_events set due_at = now()`;
  await receive(body('number_a1', said('wamid.4')));
  expect(await states()).toEqual([{ state: 'processed', n: 4 }]);
  expect(await world.sql`select 1 from contacts`).toHaveLength(3);
});
