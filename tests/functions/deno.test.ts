import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '../../functions/core/encoding.ts';
import { signBody } from '../../functions/whatsapp/signature.ts';
import { maxBodyBytes } from '../../functions/whatsapp-webhook/handler.ts';
import { startTestPostgres, type TestDatabase, type TestPostgres } from '../support/postgres.ts';
import { type DenoFunction, startDenoFunction } from './deno-process.ts';
import { fixtureText } from './fixtures.ts';
import { jwtSecret, userToken } from './tokens.ts';

const slugs = ['whatsapp-webhook', 'health', 'send', 'onboarding'] as const;
let postgres: TestPostgres;
let database: TestDatabase;
let running: Record<(typeof slugs)[number], DenoFunction>;

beforeAll(async () => {
  postgres = await startTestPostgres();
  database = await postgres.createDatabase();
  const env = {
    SUPABASE_URL: 'http://127.0.0.1:1',
    SUPABASE_PUBLISHABLE_KEYS: '{"default":"sb_publishable_x"}',
    SUPABASE_JWT_SECRET: jwtSecret,
    WABASE_DB_URL: database.url('wabase_functions'),
    WABASE_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    WHATSAPP_APP_SECRETS: 'app-secret',
    WHATSAPP_VERIFY_TOKEN: 'verify-me',
    GRAPH_API_URL: 'http://127.0.0.1:1/v26.0',
  };
  const [webhook, health, send, onboarding] = await Promise.all(
    slugs.map((slug) => startDenoFunction(slug, env)),
  );
  if (!webhook || !health || !send || !onboarding) throw new Error('a function is missing');
  running = { 'whatsapp-webhook': webhook, health, send, onboarding };
});

afterAll(async () => {
  await Promise.all(Object.values(running ?? {}).map((one) => one.stop()));
  await postgres?.stop();
});

async function query<Row extends object>(text: string): Promise<Row[]> {
  const sql = database.connect('supabase_admin');
  try {
    return await sql.unsafe<Row[]>(text);
  } finally {
    await sql.end();
  }
}

async function post(body: string, secret = 'app-secret'): Promise<Response> {
  return fetch(`${running['whatsapp-webhook'].url}/whatsapp-webhook`, {
    method: 'POST',
    body,
    headers: { 'x-hub-signature-256': await signBody(secret, utf8(body)) },
  });
}

describe('functions under Deno', () => {
  it('whatsapp-webhook answers the handshake', async () => {
    const query = 'hub.mode=subscribe&hub.challenge=42&hub.verify_token=verify-me';
    const response = await fetch(`${running['whatsapp-webhook'].url}/whatsapp-webhook?${query}`);
    expect([response.status, await response.text()]).toEqual([200, '42']);
  });

  it('whatsapp-webhook stores signed events exactly as received, also many at once', async () => {
    const body = fixtureText('message-text');
    const bodies = Array.from({ length: 60 }, (_, index) => `${body}${' '.repeat(index)}`);
    const responses = await Promise.all(bodies.map((one) => post(one)));
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200]));
    const rows = await query<{ body: string }>('select body from private.raw_events order by length(body)');
    expect(rows.map((row) => row.body)).toEqual(bodies);
  });

  it('whatsapp-webhook counts a bad signature and stores nothing of it', async () => {
    const [before] = await query<{ n: number }>('select count(*)::int as n from private.raw_events');
    expect((await post('{}', 'other-secret')).status).toBe(401);
    expect(await query('select reason, sum(n)::int as n from private.webhook_rejections group by 1')).toEqual(
      [{ reason: 'signature_invalid', n: 1 }],
    );
    expect(await query('select count(*)::int as n from private.raw_events')).toEqual([before]);
  });

  it('whatsapp-webhook accepts 3 MiB over a socket and refuses more, declared or chunked', async () => {
    expect((await post('x'.repeat(maxBodyBytes))).status).toBe(200);
    expect((await post('x'.repeat(maxBodyBytes + 1))).status).toBe(413);
    expect(await postChunked('x'.repeat(maxBodyBytes + 1))).toBe(413);
  });

  it('health sees the database with the rights of its role', async () => {
    const report = await fetch(`${running.health.url}/health`);
    expect([report.status, await report.json()]).toEqual([
      200,
      expect.objectContaining({ ok: true, database: 'ok' }),
    ]);
    expect((await fetch(`${running.health.url}/health/live`)).status).toBe(200);
    expect((await fetch(`${running.health.url}/health/ready`)).status).toBe(200);
  });

  it('send and onboarding know users, and say when what is behind them is away', async () => {
    const anonymous = await fetch(`${running.send.url}/send`, { method: 'POST', body: '{}' });
    expect([anonymous.status, (await anonymous.json()).error.slug]).toEqual([401, 'token_missing']);
    const headers = { authorization: `Bearer ${await userToken()}` };
    const id = '0198f3a0-0000-7000-8000-0000000000c1';
    const message = JSON.stringify({ conversation_id: id, type: 'text', text: { body: 'x' } });
    const sent = await fetch(`${running.send.url}/send`, { method: 'POST', headers, body: message });
    expect([sent.status, (await sent.json()).error.slug]).toEqual([503, 'database_unavailable']);
    const account = JSON.stringify({
      brand_id: id,
      phone_number_id: '106540352242922',
      waba_id: '102290129340398',
      access_token: 'EAAGm0PX4ZCpsBAKZC',
      account_name: 'Shop',
    });
    const url = `${running.onboarding.url}/onboarding/whatsapp-accounts`;
    const short = await fetch(url, { method: 'POST', headers, body: account });
    expect([short.status, (await short.json()).error.slug]).toEqual([422, 'validation_failed']);
    const body = account.replace('EAAG', 'EAAGEAAG');
    const unreachable = await fetch(url, { method: 'POST', headers, body });
    expect([unreachable.status, (await unreachable.json()).error.slug]).toEqual([
      502,
      'whatsapp_unreachable',
    ]);
  });

  it('a function without its environment ends and names what is missing', async () => {
    await expect(startDenoFunction('whatsapp-webhook', {})).rejects.toThrow('WABASE_DB_URL is not set');
  });
});

/** Sends a body without a declared length and gives the status. */
function postChunked(body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${running['whatsapp-webhook'].url}/whatsapp-webhook`,
      { method: 'POST' },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    outgoing.on('error', reject);
    for (let at = 0; at < body.length; at += 64 * 1024) outgoing.write(body.slice(at, at + 64 * 1024));
    outgoing.end();
  });
}
