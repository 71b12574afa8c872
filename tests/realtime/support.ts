/** A Postgres with Supabase's realtime schema, a Realtime server beside it, and real supabase-js clients. */
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createClient, type RealtimeChannel, type SupabaseClient } from '@supabase/supabase-js';
import { SignJWT } from 'jose';
import type { Sql } from 'postgres';
import { bootstrapDatabase, bootstrapRoles } from '../../dev/postgres/bootstrap.ts';
import {
  connect,
  DISPOSABLE_SETTINGS,
  initCluster,
  SUPERUSER,
  spawnPostgres,
  stopPostgres,
  untilAnswering,
} from '../../dev/postgres/cluster.ts';
import { createRealtime, type Realtime, type RealtimeOptions } from '../../dev/realtime/server.ts';
import { tie } from '../support/leash.ts';

export const PUBLISHABLE_KEY = 'sb_publishable_test';
export const SECRET_KEY = 'sb_secret_test';
export const JWT_SECRET = 'a-secret-of-at-least-thirty-two-characters';

const PASSWORD = 'throw-away';
/** The Realtime server's own login, so that a test can shut out it alone. */
export const SERVER_ROLE = 'realtime_server';

/** Who may do what in which topic, and policies that ask this table: the smallest form of a tenant's rule. */
const POLICIES = `
  create table public.topic_members (user_id uuid, topic text, can_send boolean default true);
  grant select on public.topic_members to authenticated;
  create policy read on realtime.messages for select to authenticated using (
    extension in ('broadcast', 'presence') and exists (
      select from public.topic_members m
      where m.user_id = (select auth.uid()) and m.topic = (select realtime.topic())));
  create policy send on realtime.messages for insert to authenticated with check (
    extension in ('broadcast', 'presence') and exists (
      select from public.topic_members m
      where m.user_id = (select auth.uid()) and m.topic = (select realtime.topic()) and m.can_send));`;

export interface TestDatabase {
  sql: Sql;
  /** For the Realtime server, whose role is not that of `sql`. */
  url: string;
  /** Stops Postgres as an operator would. */
  stop(): Promise<void>;
  start(): Promise<void>;
  remove(): Promise<void>;
}

/** Starts a cluster that can be stopped and started again. */
export async function startDatabase(): Promise<TestDatabase> {
  const home = mkdtempSync(join(tmpdir(), 'wabase-realtime-'));
  chmodSync(home, 0o711);
  const dir = join(home, 'data');
  const port = await freePort();
  const urlOf = (role: string) => `postgresql://${role}:${PASSWORD}@127.0.0.1:${port}/postgres`;
  let child: ChildProcess | undefined;
  const start = async () => {
    child = spawnPostgres({ dir, port, logFile: join(home, 'postgres.log'), settings: DISPOSABLE_SETTINGS });
    tie(child);
    await untilAnswering(child, urlOf(SUPERUSER));
  };
  const stop = async () => {
    if (child) await stopPostgres(child);
  };
  initCluster(dir, PASSWORD);
  await start();
  const sql = connect(urlOf(SUPERUSER), 2);
  const password = PASSWORD;
  await bootstrapRoles(sql, {
    postgres: password,
    authenticator: password,
    auth_admin: password,
    storage_admin: password,
  });
  await bootstrapDatabase(sql);
  await sql.unsafe(POLICIES).simple();
  await sql.unsafe(`create role ${SERVER_ROLE} superuser login password '${PASSWORD}'`);
  return {
    sql,
    url: urlOf(SERVER_ROLE),
    stop,
    start,
    async remove() {
      await sql.end({ timeout: 1 });
      await stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Starts a server on the database; private only and with quick rechecks unless said otherwise. */
export async function startRealtime(
  database: TestDatabase,
  options: Partial<RealtimeOptions> = {},
  isDatabaseUp = true,
): Promise<Realtime> {
  const realtime = await createRealtime({
    dbUrl: database.url,
    jwtSecret: JWT_SECRET,
    apiKeys: [PUBLISHABLE_KEY, SECRET_KEY],
    recheckMs: 200,
    ...options,
  });
  // It accepts clients before it listens to Postgres; what is sent in between reaches nobody.
  while (isDatabaseUp && !(await fetch(`${realtime.url}/healthz`)).ok) await delay(20);
  return realtime;
}

/** A user's token, as the auth server would sign it. */
export function signToken(userId: string, lifetimeSeconds = 3600): Promise<string> {
  return new SignJWT({ role: 'authenticated', sub: userId })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime(Math.floor(Date.now() / 1000) + lifetimeSeconds)
    .sign(new TextEncoder().encode(JWT_SECRET));
}

/** A user, member of the given topics. */
export async function createMember(sql: Sql, topics: string[], canSend = true): Promise<string> {
  const userId = randomUUID();
  for (const topic of topics) {
    await sql`insert into public.topic_members (user_id, topic, can_send) values (${userId}, ${topic}, ${canSend})`;
  }
  return userId;
}

/** A supabase-js client of a user; the first join already carries his token. */
export async function createUserClient(url: string, token: string): Promise<SupabaseClient> {
  const client = createClient(url, PUBLISHABLE_KEY, {
    accessToken: async () => token,
    realtime: { reconnectAfterMs: () => 100 },
  });
  await client.realtime.setAuth();
  return client;
}

/** Things that arrive, to be awaited one after the other. */
export interface Inbox<T> {
  push(value: T): void;
  next(): Promise<T>;
  /** What has arrived and was not taken. */
  readonly waiting: T[];
}

/** Makes an inbox whose `next` fails after `timeoutMs`. */
export function createInbox<T>(timeoutMs = 120_000): Inbox<T> {
  const waiting: T[] = [];
  const takers: ((value: T) => void)[] = [];
  return {
    waiting,
    push(value) {
      const taker = takers.shift();
      if (taker) taker(value);
      else waiting.push(value);
    },
    next() {
      const value = waiting.shift();
      if (value !== undefined) return Promise.resolve(value);
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      const timer = setTimeout(() => reject(new Error(`nothing arrived within ${timeoutMs} ms`)), timeoutMs);
      takers.push((arrived) => {
        clearTimeout(timer);
        resolve(arrived);
      });
      return promise;
    },
  };
}

export interface BroadcastSeen {
  event: string;
  payload: Record<string, unknown>;
  meta?: { id?: string; replayed?: boolean };
}

/** A channel's statuses (`SUBSCRIBED`, or `CHANNEL_ERROR: <text>`) and its broadcasts. */
export interface Watched {
  channel: RealtimeChannel;
  statuses: Inbox<string>;
  messages: Inbox<BroadcastSeen>;
  system: Inbox<Record<string, unknown>>;
}

/** Subscribes to a private channel (unless said otherwise) and collects what it says. */
export function watch(
  client: SupabaseClient,
  topic: string,
  config: NonNullable<Parameters<SupabaseClient['channel']>[1]>['config'] = {},
): Watched {
  const channel = client.channel(topic, { config: { private: true, ...config } });
  const statuses = createInbox<string>();
  const messages = createInbox<BroadcastSeen>();
  const system = createInbox<Record<string, unknown>>();
  channel
    .on('broadcast', { event: '*' }, (message) => messages.push(message as unknown as BroadcastSeen))
    .on('system', {}, (payload: Record<string, unknown>) => system.push(payload))
    .subscribe((status, error) => statuses.push(error ? `${status}: ${error.message}` : status));
  return { channel, statuses, messages, system };
}

/** Resolves when the channel is joined; fails with the status that came instead. */
export async function subscribed(watched: Watched): Promise<Watched> {
  const status = await watched.statuses.next();
  if (status !== 'SUBSCRIBED') throw new Error(status);
  return watched;
}

/** Finds a port on which nothing listens. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('no port'));
      });
    });
  });
}
