import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  createInbox,
  createMember,
  createUserClient,
  SERVER_ROLE,
  signToken,
  startDatabase,
  startRealtime,
  subscribed,
  type TestDatabase,
  watch,
} from './support.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.remove());

const send = (topic: string, n: number) =>
  database.sql`select realtime.send(${database.sql.json({ n })}, 'message', ${topic}, true)`;

it('delivers again after the server was restarted, without anything the application has to do', async () => {
  const topic = `brand:${randomUUID()}`;
  const first = await startRealtime(database);
  const client = await createUserClient(
    first.url,
    await signToken(await createMember(database.sql, [topic])),
  );
  const { statuses, messages } = await subscribed(watch(client, topic));
  await first.close();
  expect(await statuses.next()).toContain('CHANNEL_ERROR');
  const second = await startRealtime(database, { port: Number(new URL(first.url).port) });
  for (let status = ''; status !== 'SUBSCRIBED'; ) status = await statuses.next();
  await send(topic, 1);
  expect((await messages.next()).payload.n).toBe(1);
  await client.realtime.disconnect();
  await second.close();
});

it('keeps clients connected while Postgres restarts, and misses nothing', async () => {
  const topic = `brand:${randomUUID()}`;
  const realtime = await startRealtime(database);
  const client = await createUserClient(
    realtime.url,
    await signToken(await createMember(database.sql, [topic])),
  );
  const { statuses, messages } = await subscribed(watch(client, topic));
  await send(topic, 1);
  expect((await messages.next()).payload.n).toBe(1);

  await database.stop();
  await expect
    .poll(async () => (await fetch(`${realtime.url}/healthz`)).status, { timeout: 60_000 })
    .toBe(503);
  await database.start();
  for (let n = 2; n <= 50; n += 1) await send(topic, n);
  const seen: unknown[] = [];
  for (let n = 2; n <= 50; n += 1) seen.push((await messages.next()).payload.n);
  expect(seen).toEqual(Array.from({ length: 49 }, (_, index) => index + 2));
  expect(statuses.waiting).toEqual([]);
  await expect
    .poll(async () => (await fetch(`${realtime.url}/healthz`)).status, { timeout: 60_000 })
    .toBe(200);
  await client.realtime.disconnect();
  await realtime.close();
});

it('catches up with what was sent while it was cut off, each once, and asks for rights first', async () => {
  const topic = `brand:${randomUUID()}`;
  const log = createInbox<string>();
  // So rare a recheck that only the reconnect can find the removed member.
  const realtime = await startRealtime(database, { log: log.push, recheckMs: 600_000 });
  const [stayer, leaver] = [
    await createMember(database.sql, [topic]),
    await createMember(database.sql, [topic]),
  ];
  const client = await createUserClient(realtime.url, await signToken(stayer));
  const other = await createUserClient(realtime.url, await signToken(leaver));
  const stays = await subscribed(watch(client, topic));
  const left = await subscribed(watch(other, topic));
  await send(topic, 1);
  expect((await stays.messages.next()).payload.n).toBe(1);
  expect((await left.messages.next()).payload.n).toBe(1);

  await database.sql.unsafe(`alter role ${SERVER_ROLE} nologin`);
  await database.sql`select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = ${SERVER_ROLE}`;
  await database.sql`delete from public.topic_members where user_id = ${leaver}`;
  for (let n = 2; n <= 20; n += 1) await send(topic, n);
  await database.sql.unsafe(`alter role ${SERVER_ROLE} login`);

  const seen: unknown[] = [];
  for (let n = 2; n <= 20; n += 1) seen.push((await stays.messages.next()).payload.n);
  expect(seen).toEqual(Array.from({ length: 19 }, (_, index) => index + 2));
  expect(log.waiting).toContain('listening again, 19 messages caught up');
  await send(topic, 21);
  expect((await stays.messages.next()).payload.n).toBe(21);
  expect(await left.statuses.next()).toBe('CLOSED');
  expect(left.messages.waiting).toEqual([]);
  await client.realtime.disconnect();
  await other.realtime.disconnect();
  await realtime.close();
});

it('deletes messages after three days', async () => {
  const topic = `brand:${randomUUID()}`;
  await send(topic, 1);
  await database.sql`insert into realtime.messages (topic, extension, event, private, inserted_at)
    values (${topic}, 'broadcast', 'old', true, now() at time zone 'utc' - interval '73 hours')`;
  const realtime = await startRealtime(database);
  const events = async () =>
    (await database.sql`select event from realtime.messages where topic = ${topic}`).map((row) => row.event);
  await expect.poll(events, { timeout: 60_000 }).toEqual(['message']);
  await realtime.close();
});

it('starts before Postgres does', async () => {
  const topic = `brand:${randomUUID()}`;
  const token = await signToken(await createMember(database.sql, [topic]));
  await database.stop();
  const realtime = await startRealtime(database, {}, false);
  const client = await createUserClient(realtime.url, token);
  const { statuses, messages } = watch(client, topic);
  expect(await statuses.next()).toContain('UnableToConnectToProject: ');
  await database.start();
  for (let status = ''; status !== 'SUBSCRIBED'; ) status = await statuses.next();
  await expect
    .poll(async () => (await fetch(`${realtime.url}/healthz`)).status, { timeout: 60_000 })
    .toBe(200);
  await send(topic, 1);
  expect((await messages.next()).payload.n).toBe(1);
  await client.realtime.disconnect();
  await realtime.close();
});
