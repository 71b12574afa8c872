import { randomUUID } from 'node:crypto';
import type { SupabaseClient } from '@supabase/supabase-js';
import { SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Realtime } from '../../dev/realtime/server.ts';
import {
  createMember,
  createUserClient,
  JWT_SECRET,
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

async function clientWith(token: string): Promise<SupabaseClient> {
  const client = await createUserClient(realtime.url, token);
  clients.push(client);
  return client;
}

const send = (topic: string, n: number) =>
  database.sql`select realtime.send(${database.sql.json({ n })}, 'message', ${topic}, true)`;

it('closes the channel of a removed member within the recheck interval, and of nobody else', async () => {
  const topic = `brand:${randomUUID()}`;
  const [leaver, stayer] = [
    await createMember(database.sql, [topic]),
    await createMember(database.sql, [topic]),
  ];
  const left = await subscribed(watch(await clientWith(await signToken(leaver)), topic));
  const stays = await subscribed(watch(await clientWith(await signToken(stayer)), topic));
  await send(topic, 1);
  expect((await left.messages.next()).payload.n).toBe(1);

  await database.sql`delete from public.topic_members where user_id = ${leaver}`;
  expect(await left.system.next()).toMatchObject({
    extension: 'system',
    status: 'error',
    message: `Unauthorized: You do not have permissions to read from this Channel topic: ${topic}`,
  });
  expect(await left.statuses.next()).toBe('CLOSED');
  await send(topic, 2);
  expect((await stays.messages.next()).payload.n).toBe(1);
  expect((await stays.messages.next()).payload.n).toBe(2);
  expect(left.messages.waiting).toEqual([]);
});

it('takes away the right to send within the recheck interval, and leaves the right to read', async () => {
  const topic = `brand:${randomUUID()}`;
  const [user, other] = [
    await createMember(database.sql, [topic]),
    await createMember(database.sql, [topic]),
  ];
  const writer = await subscribed(watch(await clientWith(await signToken(user)), topic));
  const reader = await subscribed(watch(await clientWith(await signToken(other)), topic));
  await writer.channel.send({ type: 'broadcast', event: 'first', payload: {} });
  expect((await reader.messages.next()).event).toBe('first');
  await database.sql`update public.topic_members set can_send = false where user_id = ${user}`;
  await expect.poll(() => writer.channel.track({}), { timeout: 60_000 }).toBe('error');
  await writer.channel.send({ type: 'broadcast', event: 'second', payload: {} });
  await send(topic, 1);
  expect((await reader.messages.next()).event).toBe('message');
  expect((await writer.messages.next()).event).toBe('message');
});

it('closes the channel when the token expires, unless a new one came', async () => {
  const topic = `brand:${randomUUID()}`;
  const user = await createMember(database.sql, [topic]);
  const token = await signToken(user, 3);
  const expiring = await subscribed(watch(await clientWith(token), topic));
  const client = await clientWith(token);
  const renewed = await subscribed(watch(client, topic));
  await client.realtime.setAuth(await signToken(user));
  expect(await expiring.system.next()).toMatchObject({ message: 'Token has expired 0 seconds ago' });
  expect(await expiring.statuses.next()).toBe('CLOSED');
  await send(topic, 1);
  expect((await renewed.messages.next()).payload.n).toBe(1);
});

it('closes the channel when a new token is of somebody without the right', async () => {
  const topic = `brand:${randomUUID()}`;
  const client = await clientWith(await signToken(await createMember(database.sql, [topic])));
  const watched = await subscribed(watch(client, topic));
  await client.realtime.setAuth(await signToken(randomUUID()));
  expect((await watched.system.next()).message).toContain('Unauthorized: ');
  expect(await watched.statuses.next()).toBe('CLOSED');
});

it('refuses tokens that are expired, forged, or no tokens, each with its code', async () => {
  const topic = `brand:${randomUUID()}`;
  const user = await createMember(database.sql, [topic]);
  const forged = await new SignJWT({ role: 'authenticated', sub: user })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(`${JWT_SECRET}!`));
  const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${forged.split('.')[1]}.`;
  const cases = [
    [await signToken(user, -10), 'InvalidJWTToken: Token has expired 10 seconds ago'],
    [forged, 'JwtSignatureError: '],
    [unsigned, 'JwtSignatureError: '],
    ['not-a-token', 'MalformedJWT: '],
  ] as const;
  for (const [token, code] of cases) {
    expect(await watch(await clientWith(token), topic).statuses.next()).toContain(code);
  }
});

it('denies a topic whose policy fails, and only that one', async () => {
  const topic = `brand:${randomUUID()}`;
  await database.sql`create policy failing on realtime.messages as restrictive for select to authenticated
    using (case when (select realtime.topic()) = 'broken' then realtime.topic()::int > 0 else true end)`;
  const token = await signToken(await createMember(database.sql, [topic, 'broken']));
  const [broken, fine] = [watch(await clientWith(token), 'broken'), watch(await clientWith(token), topic)];
  expect(await broken.statuses.next()).toContain('Unauthorized: ');
  expect(await fine.statuses.next()).toBe('SUBSCRIBED');
  await database.sql`drop policy failing on realtime.messages`;
});

it('leaves no probe rows behind', async () => {
  const [row] = await database.sql`select count(*)::int as count from realtime.messages where event is null`;
  expect(row?.count).toBe(0);
});
