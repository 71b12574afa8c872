import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Logger } from '../../functions/core/log.ts';
import type { GraphClient } from '../../functions/whatsapp/client.ts';
import { classifyGraphError } from '../../functions/whatsapp/errors.ts';
import { createWorkerDatabase } from '../../worker/database.ts';
import { createMark } from '../../worker/tasks/messaging/mark.ts';
import { actAs, openWorld, type World } from './world.ts';

type Outcome = Awaited<ReturnType<GraphClient['markRead']>>;
const ok: Outcome = { kind: 'ok', value: { success: true } };

let world: World;
let sql: ReturnType<typeof createWorkerDatabase>;
let conversation: string;
/** What Meta heard, and what it answers next. */
let heard: string[] = [];
let answers: Outcome[] = [];

beforeAll(async () => {
  world = await openWorld();
  await world.sql`select tests.stand_in_queue()`;
  await world.sql`grant all on schema graphile_worker to wabase_worker`;
  sql = createWorkerDatabase(world.url('wabase_worker'), 2);
});
afterAll(async () => {
  await sql.end({ timeout: 1 });
  await world.close();
});
let messages = 0;
beforeEach(async () => {
  heard = [];
  answers = [];
  messages += 1;
  await world.sql`select tests.inbound('number_a1', '+15550101', wamid => ${`wamid.${messages}`})`;
  const [row] = await world.sql<{ id: string }[]>`select id from public.conversations`;
  conversation = row?.id ?? '';
});

const log: Logger = { debug() {}, info() {}, warn() {}, error() {}, with: () => log };

async function run(): Promise<void> {
  // The task uses no other call of the client.
  const graph = {
    async markRead(_number: string, _token: string, wamid: string, typing: boolean) {
      heard.push(`${wamid}${typing ? ' typing' : ''}`);
      return answers.shift() ?? ok;
    },
  } as unknown as GraphClient;
  const account = { phone_number_id: '1', waba_id: '2', token: 't' };
  const credentials = { read: async () => account } as unknown as Parameters<
    typeof createMark
  >[0]['credentials'];
  const mark = createMark({ sql, graph, credentials, log });
  await mark({ key: world.id('number_a1') }, { stopping: new AbortController().signal });
}

const read = () => actAs(world.sql, 'agent', (t) => t`select public.mark_conversation_read(${conversation})`);
const type = () => actAs(world.sql, 'agent', (t) => t`select public.show_typing(${conversation})`);
const makeDue = () => world.sql`update private.conversation_marks set due_at = now()`;

test('Meta hears of the latest message once, and of typing', async () => {
  await read();
  await run();
  await run();
  expect(heard).toEqual([`wamid.${messages}`]);
  await type();
  await type();
  await run();
  expect(heard).toEqual([`wamid.${messages}`, `wamid.${messages} typing`]);
});

test('what Meta surely did not take is tried again, three times at most', async () => {
  answers = Array.from({ length: 9 }, (): Outcome => ({ kind: 'not_sent', reason: 'no connection' }));
  await read();
  for (let i = 0; i < 5; i++) {
    await run();
    await makeDue();
  }
  expect(heard).toHaveLength(3);
  const jobs =
    await world.sql`select 1 from graphile_worker.jobs where task = 'messaging/mark' and payload ->> 'key' is not null`;
  expect(jobs.length).toBeGreaterThan(1);
});

test('an unclear outcome is left alone: the next mark covers it', async () => {
  answers = [{ kind: 'unknown', reason: 'timeout' }];
  await read();
  await run();
  await makeDue();
  await run();
  expect(heard).toHaveLength(1);
});

test('a refusal for good is not repeated', async () => {
  const error = classifyGraphError(400, { error: { code: 100, message: 'no such message' } });
  if (error === null) throw new Error('not an error of Meta');
  answers = [{ kind: 'rejected', http_status: 400, error }];
  await read();
  await run();
  await makeDue();
  await run();
  expect(heard).toHaveLength(1);
});
