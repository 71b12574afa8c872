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
