import { afterAll, beforeAll, expect, test } from 'vitest';
import { actAs, openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

test('fifty requests with one client_message_id at once make one message', async () => {
  await world.sql`select tests.inbound('number_a1', '+15550101')`;
  const [conversation] = await world.sql<{ id: string }[]>`select id from conversations`;
  const message = {
    conversation_id: conversation?.id ?? '',
    type: 'text',
    text: { body: 'Hi' },
    client_message_id: 'once',
  };
  const clients = world.connect(20);
  const answers = await Promise.all(
    Array.from({ length: 50 }, () =>
      actAs(clients, 'agent', async (sql) => {
        const [row] = await sql<{ it: { message_id: string; status: string; duplicate: boolean } }[]>`
          select send_message(${sql.json(message)}) as it`;
        return row?.it;
      }),
    ),
  );
  expect(new Set(answers.map((answer) => answer?.message_id)).size).toBe(1);
  expect(answers.filter((answer) => answer?.duplicate === false)).toHaveLength(1);
  expect(answers.every((answer) => answer?.status === 'queued')).toBe(true);
  expect(await world.sql`select 1 from messages where direction = 'outbound'`).toHaveLength(1);
  expect(await world.sql`select 1 from private.outbox`).toHaveLength(1);
});

test('fifty who send the same dead letters again at once, while the customers write, send each once', async () => {
  const { sql } = world;
  const phones = Array.from({ length: 20 }, (_, n) => `+155502${String(n).padStart(2, '0')}`);
  const write = (connection: typeof sql, order: string[]) =>
    Promise.all(order.map((phone) => connection`select tests.inbound('number_a1', ${phone})`));
  await write(sql, phones);
  await sql`delete from private.outbox`;
  await sql`
    insert into messages (organization_id, brand_id, whatsapp_account_id, contact_id, conversation_id, direction, type, body, content,
      status, error_class, failed_at)
    select c.organization_id, c.brand_id, c.whatsapp_account_id, c.contact_id, c.id, 'outbound', 'text', 'Again', ${sql.json({ text: { body: 'Again' } })},
      'failed', 'transient', now()
    from conversations c join contacts k on k.id = c.contact_id where k.phone = any (${phones})`;
  const letters = await sql<{ id: string }[]>`select message_id as id from dead_letters where body = 'Again'`;
  expect(letters).toHaveLength(20);
  const ids = letters.map(({ id }) => id);
  const clients = world.connect(20);
  const [answers] = await Promise.all([
    Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        actAs(clients, 'agent', async (caller) => {
          const which = n % 2 === 0 ? (n % 4 === 0 ? ids : ids.toReversed()) : null;
          const [row] = await caller<{ it: { sent: number; refused: unknown[] } }[]>`
            select retry_messages(${world.id('a1')}, message_ids => ${which}, error_class => ${which === null ? 'transient' : null}) as it`;
          return row?.it;
        }),
      ),
    ),
    write(clients, [...phones, ...phones.toReversed()]),
  ]);
  expect(answers.reduce((sum, answer) => sum + (answer?.sent ?? 0), 0)).toBe(20);
  expect(answers.flatMap((answer) => answer?.refused)).toEqual([]);
  expect(await sql`select 1 from messages where body = 'Again' and status = 'queued'`).toHaveLength(20);
  expect(await sql`select 1 from private.outbox`).toHaveLength(20);
  expect(await sql`select 1 from dead_letters where body = 'Again'`).toHaveLength(0);
});
