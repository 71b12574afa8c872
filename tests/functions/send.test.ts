import { describe, expect, it, vi } from 'vitest';
import { createLogger } from '../../functions/core/log.ts';
import { createUserAuthenticator } from '../../functions/core/user-token.ts';
import { createSendHandler } from '../../functions/send/handler.ts';
import { jwtSecret, userToken } from './tokens.ts';

const supabaseUrl = 'http://127.0.0.1:54321';
const address = { conversation_id: '0198f3a0-0000-7000-8000-0000000000c1' };
const hello = { ...address, type: 'text', text: { body: 'secret words' } };
const row = { message_id: 'm', conversation_id: 'c', status: 'queued', duplicate: false };

function setUp(answer: () => Promise<Response>) {
  const lines: string[] = [];
  const calls = vi.fn<typeof fetch>(answer);
  const handle = createSendHandler({
    authenticate: createUserAuthenticator({ supabaseUrl, jwtSecret, jwks: { keys: [] } }),
    supabaseUrl,
    publishableKey: 'sb_publishable_x',
    log: createLogger({ write: (line) => lines.push(line) }),
    fetch: calls,
  });
  async function send(body: unknown, headers: Record<string, string> = {}) {
    const token = await userToken();
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const request = new Request('http://localhost/send', {
      method: 'POST',
      body: text,
      headers: { authorization: `Bearer ${token}`, ...headers },
    });
    return { response: await handle(request), token };
  }
  return { handle, send, calls, lines };
}

const answering = (status: number, body: unknown) => async () =>
  new Response(JSON.stringify(body), { status });

describe('POST /send', () => {
  it('hands the message to send_message with the token of the caller', async () => {
    const { send, calls } = setUp(answering(200, row));
    const brand = '0198f3a0-0000-7000-8000-0000000000b1';
    const { response, token } = await send(hello, { 'x-brand-id': brand, 'x-request-id': 'request-1' });
    expect([response.status, await response.json()]).toEqual([202, row]);
    const [url, init] = calls.mock.calls[0] ?? [];
    expect(String(url)).toBe(`${supabaseUrl}/rest/v1/rpc/send_message`);
    expect(JSON.parse(String(init?.body))).toEqual({ message: hello });
    expect(init?.headers).toMatchObject({
      apikey: 'sb_publishable_x',
      authorization: `Bearer ${token}`,
      'x-brand-id': brand,
      'x-request-id': 'request-1',
    });
    expect(response.headers.get('x-request-id')).toBe('request-1');
  });

  it('gives the words of the database, with the request id', async () => {
    const refusal = {
      code: 'PT422',
      message: 'The window is closed.',
      details: 'window_closed',
      hint: 'Send a template.',
    };
    const { response } = await setUp(answering(422, refusal)).send(hello, { 'x-request-id': 'request-2' });
    expect([response.status, await response.json()]).toEqual([
      422,
      {
        error: {
          slug: 'window_closed',
          message: 'The window is closed.',
          hint: 'Send a template.',
          request_id: 'request-2',
        },
      },
    ]);
  });

  it.each([
    ['a missing permission', answering(403, { code: '42501', message: 'x' }), 403, 'permission_denied'],
    ['an expired token', answering(401, { code: 'PGRST301', message: 'x' }), 401, 'token_invalid'],
    ['an answer without words', answering(500, 'oops'), 500, 'internal_error'],
    [
      'an answer that is not JSON',
      async () => new Response('<html>', { status: 502 }),
      503,
      'database_unavailable',
    ],
    ['no answer', () => Promise.reject(new TypeError('fetch failed')), 503, 'database_unavailable'],
  ])('maps %s', async (_, answer, status, slug) => {
    const { response } = await setUp(answer).send(hello);
    expect([response.status, (await response.json()).error.slug]).toEqual([status, slug]);
  });

  it.each([
    ['text that is not JSON', '{', 400, 'body_invalid'],
    ['too much', JSON.stringify({ ...hello, text: { body: 'x'.repeat(300_000) } }), 413, 'body_too_large'],
    ['a list', [], 422, 'validation_failed'],
  ])('refuses %s before asking the database', async (_, body, status, slug) => {
    const { send, calls } = setUp(answering(200, row));
    const { response } = await send(body);
    expect([response.status, (await response.json()).error.slug]).toEqual([status, slug]);
    expect(calls).not.toHaveBeenCalled();
  });

  it('refuses a caller who is not signed in', async () => {
    const { handle, calls } = setUp(answering(200, row));
    const response = await handle(new Request('http://localhost/send', { method: 'POST', body: '{}' }));
    expect([response.status, (await response.json()).error.slug]).toEqual([401, 'token_missing']);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(calls).not.toHaveBeenCalled();
  });

  it('names the bad field and repeats and logs nothing of the message', async () => {
    const { send, lines } = setUp(answering(200, row));
    const { response } = await send({
      ...hello,
      client_message_id: 'secret words'.repeat(20),
    });
    const text = await response.text();
    expect(text).toContain('client_message_id');
    expect(text + lines.join()).not.toContain('secret words');
  });
});
