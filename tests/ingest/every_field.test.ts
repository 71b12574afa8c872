import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { denoCommand, denoEnvironment } from '../support/pipeline.ts';
import { freePort, type Program, startProgram, untilServing } from '../support/programs.ts';
import { changes, messages, notActedOn, statuses } from './expected.ts';
import { fixtures } from './fixtures.ts';
import { type Copy, type Prepared, prepare, SECRET } from './prepared.ts';

let prepared: Prepared;
let copy: Copy;
let webhook: Program;
let url: string;
beforeAll(async () => {
  prepared = await prepare();
  copy = await prepared.copy();
  const port = await freePort();
  url = `http://127.0.0.1:${port}/whatsapp-webhook`;
  webhook = startProgram(denoCommand('functions/whatsapp-webhook/index.ts'), {
    WABASE_DB_URL: copy.url('wabase_functions'),
    WHATSAPP_APP_SECRETS: `retired-secret,${SECRET}`,
    WHATSAPP_VERIFY_TOKEN: 'verify',
    LOG_LEVEL: 'error',
    ...denoEnvironment(port),
  });
  await untilServing(webhook, url);
});
afterAll(async () => {
  await webhook?.stop();
  await copy?.close();
  await prepared?.close();
});

/** Posts a fixture over HTTP to the function under Deno, and lets the worker's task apply it. */
async function deliver(name: string, secret = SECRET): Promise<number> {
  const body = fixtures
    .find((fixture) => fixture.name === name)
    ?.body.replaceAll('{{OUT1}}', prepared.out.OUT1 ?? '');
  if (body === undefined) throw new Error(`There is no fixture ${name}.`);
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` },
    body,
  });
  await copy.apply();
  return answer.status;
}

test('every fixture has its expectation', () => {
  expect(fixtures.map(({ name }) => name).sort()).toEqual(
    [
      ...Object.keys(messages).map((name) => `message-${name}`),
      ...Object.keys(statuses).map((name) => `status-${name}`),
      ...Object.keys(changes),
      ...notActedOn,
    ].sort(),
  );
});

describe('messages', () => {
  test.for(Object.entries(messages))('%s', async ([name, expected]) => {
    expect(await deliver(`message-${name}`)).toBe(200);
    const [about, row] = expected;
    const [found] = await copy.sql<{ row: Record<string, unknown> }[]>`
      select jsonb_strip_nulls(to_jsonb(m)) as row from public.messages m where m.wamid = ${about}`;
    if (row === null) expect(found).toBeUndefined();
    else expect(found?.row).toMatchObject(row);
  });

  test('what is no message of its own has no row', async () => {
    const rows = await copy.sql`
      select wamid from public.messages where type in ('reaction', 'edit', 'revoke') and direction = 'inbound'`;
    expect(rows).toEqual([]);
  });

  test('people are told apart and windows count from the messages’ own times', async () => {
    const rows = await copy.sql`
      select c.name, v.window_expires_at, v.unread_count
      from public.conversations v join public.contacts c on c.id = v.contact_id
      where c.name in ('Ana', 'Ben', 'Dana') order by c.name`;
    expect(rows).toEqual([
      { name: 'Ana', window_expires_at: new Date((1_790_000_000 + 232 + 86_400) * 1000), unread_count: 22 },
      { name: 'Ben', window_expires_at: new Date((1_790_000_000 + 300 + 86_400) * 1000), unread_count: 1 },
      { name: 'Dana', window_expires_at: new Date((1_790_000_000 + 310 + 86_400) * 1000), unread_count: 1 },
    ]);
    const groups = await copy.sql`
      select v.id from public.conversations v join public.contacts c on c.id = v.contact_id where c.name = 'Eve'`;
    expect(groups).toEqual([]);
  });
});

describe('statuses', () => {
  test.for(Object.entries(statuses))('%s', async ([name, [wamid, row]]) => {
    expect(await deliver(`status-${name}`)).toBe(200);
    const [found] = await copy.sql<{ row: Record<string, unknown> }[]>`
      select jsonb_strip_nulls(to_jsonb(m)) as row from public.messages m where m.wamid = ${wamid}`;
    if (row === null) expect(found).toBeUndefined();
    else expect(found?.row).toMatchObject(row);
  });
});

describe('changes of numbers, accounts and templates', () => {
  test.for(Object.entries(changes))('%s', async ([name, expected]) => {
    expect(await deliver(name)).toBe(200);
    const [state] = await copy.sql<
      { number: Record<string, unknown>; template: Record<string, unknown>; alert: string | null }[]
    >`
      select to_jsonb(a) || jsonb_build_object('holds', array(select jsonb_object_keys(a.meta_holds) order by 1)) as number,
        to_jsonb(t) as template, (select l.kind from public.alerts l order by l.id desc limit 1) as alert
      from public.whatsapp_accounts a, public.templates t`;
    expect(state).toMatchObject(expected);
  });
});

describe('fields that nothing is done about', () => {
  test.for(notActedOn)('%s is stored and answered with 200', async (name) => {
    expect(await deliver(name)).toBe(200);
  });

  test('and every body is there, applied, with nothing left over', async () => {
    const rows = await copy.sql`select state, count(*)::int as n from private.raw_events group by 1`;
    expect(rows).toEqual([{ state: 'processed', n: fixtures.length }]);
    expect(await copy.sql`select path, reason from private.dead_items`).toEqual([]);
  });
});

test('the retired secret of a rotation still counts, another one does not', async () => {
  expect(await deliver('message-text', 'retired-secret')).toBe(200);
  expect(await deliver('message-text', 'stolen')).toBe(401);
  const [stored] = await copy.sql`select count(*)::int as n from private.raw_events`;
  expect(stored).toEqual({ n: fixtures.length + 1 });
});
