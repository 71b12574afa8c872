import { randomUUID } from 'node:crypto';
import { connect as connectTcp, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWabaseClient, type WabaseClient } from '../../clients/sdk/src/client.ts';
import type { InboxEvent } from '../../clients/sdk/src/inbox.ts';
import { until } from '../../dev/demo/until.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';

/** How long the second client is cut off; WABASE_CUT_SECONDS=30 for a cut as long as a tunnel. */
const CUT_SECONDS = Number(process.env.WABASE_CUT_SECONDS ?? 3);

let stack: TestStack;
let sql: Sql;
const clients: WabaseClient[] = [];
const cables: Cable[] = [];
beforeAll(async () => {
  stack = await startTestStack();
  sql = postgres(stack.status().db_url, { max: 12, onnotice: () => {} });
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await Promise.all(cables.map((cable) => cable.close()));
  await sql.end({ timeout: 1 });
  await stack.stop();
});

/** A network cable between a client and the stack that can be pulled. */
interface Cable {
  url: string;
  pull(): void;
  plug(): void;
  close(): Promise<void>;
}

async function layCable(target: string): Promise<Cable> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let isPulled = false;
  const server: Server = createServer((near) => {
    if (isPulled) {
      near.destroy();
      return;
    }
    const far = connectTcp(Number(port), hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const cable = {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    pull() {
      isPulled = true;
      for (const socket of open) socket.destroy();
    },
    plug() {
      isPulled = false;
    },
    close() {
      cable.pull();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  cables.push(cable);
  return cable;
}

test('two clients see the same events in the same order; one that was cut off catches up exactly', {
  timeout: (CUT_SECONDS + 60) * 1000,
}, async () => {
  const { api_url, publishable_key } = stack.status();
  const cable = await layCable(api_url);
  const client = (url: string) => {
    const made = createWabaseClient({ url, publishableKey: publishable_key });
    clients.push(made);
    return made;
  };
  const [first, second] = [client(api_url), client(cable.url)];
  const password = randomUUID();
  const email = 'owner@example.com';
  await first.auth.signUp(email, password);
  const { organization_id, brand_id } = await first.organizations.create({ name: 'Two clients' });
  first.brands.use(brand_id);
  await second.auth.signIn(email, password);
  // Not the brand that is listened to: the log is read by its own.
  second.brands.use(await addBrand(organization_id));
  const phone_number_id = await connectNumber(brand_id);

  const heard: Record<'first' | 'second', string[]> = { first: [], second: [] };
  const states: string[] = [];
  const take = (who: 'first' | 'second') => (event: InboxEvent, seq: number) =>
    void heard[who].push(`${seq} ${event.event} ${'message_id' in event ? event.message_id : ''}`);
  await first.inbox.subscribe({ brandId: brand_id, onEvent: take('first') });
  await second.inbox.subscribe({
    brandId: brand_id,
    onEvent: take('second'),
    onState: (state) => void states.push(state),
  });

  let wamids = 0;
  const inbound = async (customers: number) => {
    await Promise.all(
      Array.from({ length: customers }, (_, i) =>
        sql.begin(async (transaction) => {
          wamids += 1;
          await transaction`select private.apply_messages(${transaction.json([
            {
              raw_event_id: randomUUID(),
              path: 'item 0',
              phone_number_id,
              wamid: `wamid.${wamids}`,
              at: new Date().toISOString(),
              type: 'text',
              body: 'hello',
              content: { text: { body: 'hello' } },
              phone: `+1555777${String(wamids).padStart(4, '0')}`,
            },
          ])})`;
          await transaction`select pg_sleep(${(i % 5) * 0.02})`;
        }),
      ),
    );
  };
  await inbound(20);
  await until('both to hear', async () =>
    heard.first.length >= 20 && heard.second.length >= 20 ? true : null,
  );

  // Begun before the cut and committed in the middle of it: a cursor over times or sequences would pass it by.
  const slow = await sql.reserve();
  await slow`begin`;
  await slow`select private.note_brand_events(${organization_id}, ${brand_id}, ${sql.json([
    { event: 'message', message_id: 'slow' },
  ])})`;
  cable.pull();
  await until('the cut to be noticed', async () => (states.includes('interrupted') ? true : null), {
    timeoutMs: 60_000,
  });
  const cutFrom = heard.second.length;
  const cutUntil = performance.now() + CUT_SECONDS * 1000;
  for (let round = 0; performance.now() < cutUntil; round++) {
    await inbound(10);
    if (round === 3) await slow`commit`;
    await delay(100);
  }
  slow.release();
  expect(heard.second.length).toBe(cutFrom);
  cable.plug();
  await inbound(20);
  const bothHeard = async (expected: number) => {
    await until(
      `both to hear ${expected} events`,
      async () => (heard.first.length >= expected && heard.second.length >= expected ? true : null),
      { timeoutMs: 60_000 },
    );
    expect(heard.second).toEqual(heard.first);
    expect(heard.first).toHaveLength(expected);
    expect(new Set(heard.first.map((line) => line.split(' ').at(-1))).size).toBe(expected);
  };
  const expected = wamids + 1;
  await bothHeard(expected);
  await until('the second to be live', async () => (states.at(-1) === 'live' ? true : null), {
    timeoutMs: 60_000,
  });
  await inbound(5);
  await bothHeard(expected + 5);
  console.info(`${expected - cutFrom} events were missed in ${CUT_SECONDS} s and read again.`);
});

async function addBrand(organization_id: string): Promise<string> {
  const [brand] = await sql<{ id: string }[]>`
    insert into public.brands (organization_id, name) values (${organization_id}, 'Other') returning id`;
  return brand?.id ?? '';
}

/** A number that messages can come to; nothing is sent. */
async function connectNumber(brand_id: string): Promise<string> {
  const phone_number_id = '106500000099';
  await sql`
    with account as (
      insert into public.whatsapp_accounts
        (organization_id, brand_id, account_name, phone_number, phone_number_id, waba_id, connection_status)
      select organization_id, id, 'Test', '+15550100099', ${phone_number_id}, '206500000099', 'connected'
      from public.brands where id = ${brand_id}
      returning *)
    insert into private.whatsapp_routes (phone_number_id, organization_id, brand_id, whatsapp_account_id, waba_id)
    select ${phone_number_id}, organization_id, brand_id, id, waba_id from account`;
  return phone_number_id;
}
