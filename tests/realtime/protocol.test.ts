/** What no ordinary client does: version 1.0.0, wrong keys, broken frames, a reader that does not read. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Realtime } from '../../dev/realtime/server.ts';
import {
  createInbox,
  createMember,
  type Inbox,
  PUBLISHABLE_KEY,
  signToken,
  startDatabase,
  startRealtime,
  type TestDatabase,
} from './support.ts';

let database: TestDatabase;
let realtime: Realtime;

beforeAll(async () => {
  database = await startDatabase();
  realtime = await startRealtime(database, { allowPublic: true, maxBufferedBytes: 1_000_000 });
});
afterAll(async () => {
  await realtime.close();
  await database.remove();
});

const urlOf = (query: string) => `${realtime.url.replace('http', 'ws')}/websocket?${query}`;

/** Opens a socket and collects its text frames as values. */
async function open(query: string): Promise<{ socket: WebSocket; frames: Inbox<unknown> }> {
  const socket = new WebSocket(urlOf(query));
  const frames = createInbox<unknown>();
  socket.on('message', (data: Buffer, isBinary: boolean) =>
    frames.push(isBinary ? data : JSON.parse(String(data))),
  );
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return { socket, frames };
}

const JOIN = { config: { private: false } };

it.each([
  ['no key', ''],
  ['an unknown key', 'apikey=sb_publishable_other'],
])('refuses the upgrade with %s', async (_name, query) => {
  const socket = new WebSocket(urlOf(query));
  const status = await new Promise((resolve) =>
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode)),
  );
  expect(status).toBe(401);
});

it('speaks version 1.0.0 with a member of version 2.0.0 in the same room', async () => {
  const topic = `realtime:${randomUUID()}`;
  const old = await open(`apikey=${PUBLISHABLE_KEY}`);
  const current = await open(`apikey=${PUBLISHABLE_KEY}&vsn=2.0.0`);
  old.socket.send(JSON.stringify({ topic, event: 'phx_join', payload: JOIN, ref: '1', join_ref: '1' }));
  expect(await old.frames.next()).toEqual({
    topic,
    event: 'phx_reply',
    payload: { status: 'ok', response: { postgres_changes: [] } },
    ref: '1',
    join_ref: '1',
  });
  current.socket.send(JSON.stringify(['1', '1', topic, 'phx_join', JOIN]));
  await current.frames.next();
  const payload = { type: 'broadcast', event: 'hi', payload: { a: 1 } };
  old.socket.send(JSON.stringify({ topic, event: 'broadcast', payload, ref: '2', join_ref: '1' }));
  const head = Buffer.from([4, topic.length, 2, 0, 1]);
  expect(await current.frames.next()).toEqual(Buffer.concat([head, Buffer.from(`${topic}hi{"a":1}`)]));
  current.socket.send(JSON.stringify(['1', '2', topic, 'broadcast', payload]));
  expect(await old.frames.next()).toEqual({ topic, event: 'broadcast', payload, ref: null, join_ref: null });
  old.socket.close();
  current.socket.close();
});

it('answers heartbeat and leave, and refuses frames of a topic that is not joined', async () => {
  const { socket, frames } = await open(`apikey=${PUBLISHABLE_KEY}&vsn=2.0.0`);
  const ok = { status: 'ok', response: {} };
  socket.send('[null,"1","phoenix","heartbeat",{}]');
  expect(await frames.next()).toEqual([null, '1', 'phoenix', 'phx_reply', ok]);
  socket.send(JSON.stringify(['2', '3', 'realtime:x', 'presence', { event: 'track', payload: {} }]));
  expect(await frames.next()).toMatchObject(['2', '3', 'realtime:x', 'phx_reply', { status: 'error' }]);
  socket.send(JSON.stringify(['4', '4', 'realtime:x', 'phx_join', JOIN]));
  await frames.next();
  socket.send(JSON.stringify(['4', '5', 'realtime:x', 'presence', { event: 'track', payload: 'text' }]));
  expect(await frames.next()).toMatchObject({
    4: { response: { reason: 'Presence track payload must be a map' } },
  });
  socket.send(JSON.stringify(['4', '6', 'realtime:x', 'phx_leave', {}]));
  expect(await frames.next()).toEqual(['4', '6', 'realtime:x', 'phx_reply', ok]);
  expect(await frames.next()).toEqual(['4', '4', 'realtime:x', 'phx_close', {}]);
  socket.close();
});

it('closes a connection that sends nonsense, and goes on', async () => {
  const { socket } = await open(`apikey=${PUBLISHABLE_KEY}&vsn=2.0.0`);
  const code = new Promise((resolve) => socket.once('close', resolve));
  socket.send('nonsense');
  expect(await code).toBe(1003);
  const odd = new WebSocket(`${realtime.url.replace('http', 'ws')}//?x`);
  await new Promise((resolve) => odd.once('error', resolve));
  expect((await fetch(`${realtime.url}/realtime/v1/api/nothing`, { method: 'POST' })).status).toBe(404);
});

it('handles the frames of a topic in order while a join waits for the database', async () => {
  const topic = `brand:${randomUUID()}`;
  const token = await signToken(await createMember(database.sql, [topic]));
  const { socket, frames } = await open(`apikey=${PUBLISHABLE_KEY}&vsn=2.0.0`);
  const config = { private: true, broadcast: { self: false, ack: true } };
  socket.send(JSON.stringify(['1', '1', `realtime:${topic}`, 'phx_join', { config, access_token: token }]));
  socket.send(JSON.stringify(['1', '2', `realtime:${topic}`, 'broadcast', { event: 'early', payload: {} }]));
  socket.send(JSON.stringify(['1', '3', `realtime:${topic}`, 'phx_leave', {}]));
  for (const ref of ['1', '2', '3']) {
    expect(await frames.next()).toMatchObject(['1', ref, `realtime:${topic}`, 'phx_reply', { status: 'ok' }]);
  }
  socket.close();
});

it('drops a connection that does not read, and keeps the others', async () => {
  const topic = `realtime:${randomUUID()}`;
  const slow = await open(`apikey=${PUBLISHABLE_KEY}&vsn=2.0.0`);
  const sender = await open(`apikey=${PUBLISHABLE_KEY}&vsn=2.0.0`);
  for (const { socket, frames } of [slow, sender]) {
    socket.send(JSON.stringify(['1', '1', topic, 'phx_join', { config: { broadcast: { ack: true } } }]));
    await frames.next();
  }
  const dropped = new Promise((resolve) => slow.socket.once('close', resolve));
  slow.socket.pause();
  const text = 'x'.repeat(500_000);
  for (let ref = 2; ref < 40; ref += 1) {
    sender.socket.send(
      JSON.stringify(['1', String(ref), topic, 'broadcast', { event: 'big', payload: { text } }]),
    );
    expect(await sender.frames.next()).toMatchObject({ 4: { status: 'ok' } });
  }
  slow.socket.resume();
  expect(await dropped).toBe(1006);
  sender.socket.close();
});
