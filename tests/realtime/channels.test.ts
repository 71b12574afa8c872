import { randomUUID } from 'node:crypto';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Realtime } from '../../dev/realtime/server.ts';
import {
  createMember,
  createUserClient,
  PUBLISHABLE_KEY,
  SECRET_KEY,
  signToken,
  startDatabase,
  startRealtime,
  subscribed,
  type TestDatabase,
  watch,
} from './support.ts';

let database: TestDatabase;
let realtime: Realtime;
const clients: SupabaseClient[] = [];

beforeAll(async () => {
  database = await startDatabase();
  realtime = await startRealtime(database);
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.realtime.disconnect();
});
afterAll(async () => {
  await realtime.close();
  await database.remove();
});

async function clientOf(userId: string): Promise<SupabaseClient> {
  const client = await createUserClient(realtime.url, await signToken(userId));
  clients.push(client);
  return client;
}

/** A new topic, and a client of a member of it. */
async function memberOf(topic: string, canSend = true): Promise<SupabaseClient> {
  return clientOf(await createMember(database.sql, [topic], canSend));
}

const newTopic = (): string => `brand:${randomUUID()}`;

it('gives a member what the database sends, in order, with the id of the row', async () => {
  const topic = newTopic();
  const { messages } = await subscribed(watch(await memberOf(topic), topic));
  await database.sql.begin(async (sql) => {
    for (const n of [1, 2, 3]) await sql`select realtime.send(${sql.json({ n })}, 'message', ${topic}, true)`;
    await sql`select realtime.send('{"n": 0}', 'message', 'brand:other', true)`;
  });
  await database.sql`select realtime.send('{"n": 4}', 'status', ${topic}, true)`;
  const seen = [await messages.next(), await messages.next(), await messages.next(), await messages.next()];
  expect(seen.map(({ event, payload }) => [event, payload.n])).toEqual([
    ['message', 1],
    ['message', 2],
    ['message', 3],
    ['status', 4],
  ]);
  const [row] =
    await database.sql`select id from realtime.messages where topic = ${topic} and event = 'status'`;
  expect(seen[3]?.meta?.id).toBe(row?.id);
  expect(seen[3]?.payload.id).toBe(row?.id);
});

it('gives nothing of a transaction that is rolled back', async () => {
  const topic = newTopic();
  const { messages } = await subscribed(watch(await memberOf(topic), topic));
  const failing = database.sql.begin(async (sql) => {
    await sql`select realtime.send('{"n": 1}', 'message', ${topic}, true)`;
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await database.sql`select realtime.send('{"n": 2}', 'message', ${topic}, true)`;
  expect((await messages.next()).payload.n).toBe(2);
});

it('is not disturbed by notifications that are not its own', async () => {
  const topic = newTopic();
  const { messages } = await subscribed(watch(await memberOf(topic), topic));
  await database.sql`select pg_notify('realtime_messages', 'nonsense,'), pg_notify('realtime_messages', ${randomUUID()})`;
  await database.sql`select realtime.send('{"n": 1}', 'message', ${topic}, true)`;
  expect((await messages.next()).payload.n).toBe(1);
});

it('gives the row of broadcast_changes', async () => {
  const topic = newTopic();
  const { messages } = await subscribed(watch(await memberOf(topic), topic));
  await database.sql.unsafe(`
    create table public.things (id int);
    create function public.tell() returns trigger language plpgsql security definer set search_path = '' as $$
    begin
      perform realtime.broadcast_changes('${topic}', tg_op, tg_op, tg_table_name, tg_table_schema, new, old);
      return null;
    end $$;
    create trigger tell after insert on public.things for each row execute function public.tell();
    insert into public.things values (7);`);
  expect(await messages.next()).toMatchObject({
    event: 'INSERT',
    payload: { operation: 'INSERT', schema: 'public', table: 'things', record: { id: 7 }, old_record: null },
  });
});

it('delivers a burst of thousands from one statement completely', async () => {
  const topic = newTopic();
  const { messages } = await subscribed(watch(await memberOf(topic), topic));
  await database.sql`insert into realtime.messages (topic, extension, event, private, payload)
    select ${topic}, 'broadcast', 'tick', true, jsonb_build_object('n', n) from generate_series(1, 3000) n`;
  const seen = new Set<unknown>();
  for (let i = 0; i < 3000; i += 1) seen.add((await messages.next()).payload.n);
  expect(seen.size).toBe(3000);
  expect(messages.waiting).toEqual([]);
});

it('refuses a stranger with the documented text', async () => {
  const topic = newTopic();
  const { statuses } = watch(await memberOf(newTopic()), topic);
  const reason = `Unauthorized: You do not have permissions to read from this Channel topic: ${topic}`;
  expect(await statuses.next()).toContain(reason);
});

it('refuses somebody who has only the publishable key', async () => {
  const client = createClient(realtime.url, PUBLISHABLE_KEY);
  clients.push(client);
  expect(await watch(client, newTopic()).statuses.next()).toContain('Unauthorized: ');
});

it('refuses a public channel, and postgres_changes, and says why', async () => {
  const topic = newTopic();
  const client = await memberOf(topic);
  expect(await watch(client, topic, { private: false }).statuses.next()).toContain(
    'PrivateOnly: This project only allows private channels',
  );
  const other = await memberOf(topic);
  const status = await new Promise<string>((resolve) => {
    other
      .channel(topic, { config: { private: true } })
      .on('postgres_changes', { event: '*', schema: 'public' }, () => {})
      .subscribe((name, error) => resolve(`${name}: ${error?.message}`));
  });
  expect(status).toContain('PostgresChangesNotSupported: ');
});

it('sends broadcasts to the others, to the sender only on request, and acknowledges on request', async () => {
  const topic = newTopic();
  const plain = await subscribed(watch(await memberOf(topic), topic));
  const echo = await subscribed(
    watch(await memberOf(topic), topic, { broadcast: { self: true, ack: true } }),
  );
  const hello = { type: 'broadcast' as const, event: 'hello', payload: { text: 'नमस्ते' } };
  expect(await echo.channel.send(hello)).toBe('ok');
  expect((await echo.messages.next()).payload.text).toBe('नमस्ते');
  expect((await plain.messages.next()).payload.text).toBe('नमस्ते');
  await plain.channel.send({ ...hello, payload: { text: 'back' } });
  expect((await echo.messages.next()).payload.text).toBe('back');
  expect(plain.messages.waiting).toEqual([]);
});

it('drops what a member sends who may only read', async () => {
  const topic = newTopic();
  const reader = await subscribed(watch(await memberOf(topic, false), topic, { broadcast: { self: true } }));
  const writer = await subscribed(watch(await memberOf(topic), topic));
  await reader.channel.send({ type: 'broadcast', event: 'no', payload: {} });
  expect(await reader.channel.track({})).toBe('error');
  await writer.channel.send({ type: 'broadcast', event: 'yes', payload: {} });
  expect((await reader.messages.next()).event).toBe('yes');
  expect(writer.messages.waiting).toEqual([]);
});

it('shows who is present, through re-track, untrack and a lost connection', async () => {
  const topic = newTopic();
  const [ana, ben] = [await memberOf(topic), await memberOf(topic)];
  const first = ana.channel(topic, { config: { private: true, presence: { key: 'ana', enabled: true } } });
  const second = ben.channel(topic, { config: { private: true, presence: { key: 'ben', enabled: true } } });
  const view = () =>
    Object.entries(first.presenceState<{ at: number }>()).map(([key, metas]) => [
      key,
      ...metas.map((meta) => meta.at),
    ]);
  const becomes = (expected: unknown) =>
    expect.poll(view, { timeout: 60_000, interval: 10 }).toEqual(expected);
  await new Promise<void>((resolve) => first.subscribe((status) => status === 'SUBSCRIBED' && resolve()));
  await new Promise<void>((resolve) => second.subscribe((status) => status === 'SUBSCRIBED' && resolve()));
  expect(await first.track({ at: 1 })).toBe('ok');
  expect(await second.track({ at: 2 })).toBe('ok');
  await becomes([
    ['ana', 1],
    ['ben', 2],
  ]);
  await second.track({ at: 3 });
  await becomes([
    ['ana', 1],
    ['ben', 3],
  ]);
  await first.untrack();
  await becomes([['ben', 3]]);
  await ben.realtime.disconnect();
  await becomes([]);
});

it('replays stored messages, marked, and then goes on live without repeating them', async () => {
  const topic = newTopic();
  const client = await memberOf(topic);
  const earlier = await subscribed(watch(await memberOf(topic), topic));
  const since = Date.now() - 1000;
  for (const n of [1, 2, 3]) {
    await database.sql`select realtime.send(${database.sql.json({ n })}, 'message', ${topic}, true)`;
    // Else it may go out while the other one joins, who then gets it live.
    await earlier.messages.next();
  }
  const { messages } = await subscribed(watch(client, topic, { broadcast: { replay: { since, limit: 2 } } }));
  await database.sql`select realtime.send('{"n": 4}', 'message', ${topic}, true)`;
  const seen = [await messages.next(), await messages.next(), await messages.next()];
  expect(seen.map(({ payload, meta }) => [payload.n, meta?.replayed ?? false])).toEqual([
    [2, true],
    [3, true],
    [4, false],
  ]);
});

it('takes broadcasts over HTTP from those who may send', async () => {
  const topic = newTopic();
  const { messages } = await subscribed(watch(await memberOf(topic), topic));
  const sender = await memberOf(topic);
  const channel = sender.channel(topic, { config: { private: true } });
  expect(await channel.httpSend('single', { n: 1 })).toEqual({ success: true });
  expect(await messages.next()).toMatchObject({ event: 'single', payload: { n: 1 } });

  const stranger = (await memberOf(newTopic())).channel(topic, { config: { private: true } });
  await expect(stranger.httpSend('single', { n: 2 })).rejects.toThrow('Unauthorized');

  const batch = (key: string, isPrivate = true) =>
    fetch(`${realtime.url}/api/broadcast`, {
      method: 'POST',
      headers: { apikey: key, 'content-type': 'application/json' },
      body: JSON.stringify({ messages: [{ topic, event: 'batch', payload: { n: 3 }, private: isPrivate }] }),
    });
  expect((await batch(PUBLISHABLE_KEY)).status).toBe(202); // accepted, and left out: anon may not send
  expect((await batch(SECRET_KEY)).status).toBe(202);
  expect(await messages.next()).toMatchObject({ event: 'batch', payload: { n: 3 } });
  expect((await batch(SECRET_KEY, false)).status).toBe(403);
  expect((await batch('sb_publishable_unknown')).status).toBe(401);
  expect(messages.waiting).toEqual([]);
});
