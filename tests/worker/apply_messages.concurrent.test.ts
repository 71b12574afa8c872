import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { openWorld, untilBlocked, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  await world?.close();
  world = await openWorld();
  await world.sql`select tests.add_number('second_a1', 'org_a', 'a1')`;
});
afterAll(() => world.close());

/** Says all messages at once, each through a connection of its own, by turns to the two numbers of the brand. */
async function sayAtOnce(people: { phone: string | null; bsuid: string | null }[]) {
  const [second] = await world.sql<
    { id: string }[]
  >`select id from whatsapp_accounts where account_name = 'second_a1'`;
  const shards = world.connect(people.length);
  await Promise.all(
    people.map(
      ({ phone, bsuid }, turn) => shards`
        select private.apply_messages(${shards.json([
          {
            raw_event_id: '0f000000-0000-7000-8000-000000000001',
            path: `item ${turn}`,
            phone_number_id: `pn-${turn % 2 === 0 ? world.id('number_a1') : second?.id}`,
            wamid: `wamid.${turn}`,
            at: new Date().toISOString(),
            type: 'text',
            body: 'hello',
            content: {},
            phone,
            bsuid,
          },
        ])})`,
    ),
  );
}

async function countOf(table: 'contacts' | 'messages' | 'conversations') {
  const [row] = await world.sql<{ n: number }[]>`select count(*)::int as n from ${world.sql(table)}`;
  return row?.n;
}

describe('a stranger who writes to two numbers at once', () => {
  test.for([
    ['with phone and BSUID', [{ phone: '+15550101', bsuid: 'US.ann' }]],
    ['with the phone alone', [{ phone: '+15550101', bsuid: null }]],
    ['with the BSUID alone', [{ phone: null, bsuid: 'US.ann' }]],
    [
      'now with both, now with the phone',
      [
        { phone: '+15550101', bsuid: 'US.ann' },
        { phone: '+15550101', bsuid: null },
      ],
    ],
  ] as const)('becomes one contact: %s', async ([, faces]) => {
    await sayAtOnce(
      Array.from({ length: 16 }, (_, turn) => faces[Math.floor(turn / 2) % faces.length] ?? faces[0]),
    );
    expect(await countOf('messages')).toBe(16);
    expect(await countOf('contacts')).toBe(1);
    expect(await countOf('conversations')).toBe(2);
  });
});

test('a message whose sender a person is just typing in waits for the outcome and is stored', async () => {
  const person = world.connect(1);
  let heard: Promise<void> | undefined;
  await person.begin(async (transaction) => {
    await transaction`select tests.add_contact('a1', '+15550101')`;
    heard = sayAtOnce([{ phone: '+15550101', bsuid: null }]);
    await untilBlocked(world.sql, 'apply_messages');
  });
  await heard;
  expect(await countOf('messages')).toBe(1);
  expect(await countOf('contacts')).toBe(1);
});

test('a message whose sender is being deleted makes a new contact and is stored', async () => {
  await world.sql`select tests.add_contact('a1', '+15550101')`;
  const person = world.connect(1);
  let heard: Promise<void> | undefined;
  await person.begin(async (transaction) => {
    await transaction`delete from contacts`;
    heard = sayAtOnce([{ phone: '+15550101', bsuid: null }]);
    await untilBlocked(world.sql, 'apply_messages');
  });
  await heard;
  expect(await countOf('messages')).toBe(1);
  expect(await countOf('contacts')).toBe(1);
});

test('the same webhook applied by two workers at once is stored once', async () => {
  const workers = world.connect(8);
  await Promise.all(
    Array.from(
      { length: 8 },
      () => workers`select tests.inbound('number_a1', '+15550101', 'US.ann', now(), 'wamid.same')`,
    ),
  );
  expect(await countOf('messages')).toBe(1);
  const [row] = await world.sql<{ unread_count: number }[]>`select unread_count from conversations`;
  expect(row?.unread_count).toBe(1);
});
