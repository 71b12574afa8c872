import { describe, expect, it, vi } from 'vitest';
import { utf8 } from '../../functions/core/encoding.ts';
import { createLogger } from '../../functions/core/log.ts';
import { signBody } from '../../functions/whatsapp/signature.ts';
import {
  createWebhookHandler,
  maxBodyBytes,
  type WebhookDeps,
} from '../../functions/whatsapp-webhook/handler.ts';
import { fixtureNames, fixtureText } from './fixtures.ts';

const url = 'http://localhost/whatsapp-webhook';

function setUp(overrides: Partial<WebhookDeps> = {}) {
  const lines: string[] = [];
  const ingest = vi.fn(async (_body: string): Promise<unknown> => 'id');
  const countRejected = vi.fn(async (_reason: string): Promise<unknown> => undefined);
  const handle = createWebhookHandler({
    ingest,
    countRejected,
    appSecrets: ['new-secret', 'old-secret'],
    verifyToken: 'verify-me',
    log: createLogger({ write: (line) => lines.push(line) }),
    ...overrides,
  });
  return { handle, ingest, countRejected, lines };
}

async function post(
  body: string,
  secret = 'new-secret',
  headers: Record<string, string> = {},
): Promise<Request> {
  const signature = await signBody(secret, utf8(body));
  return new Request(url, {
    method: 'POST',
    body,
    headers: { 'x-hub-signature-256': signature, ...headers },
  });
}

/** A body without a declared length, as with chunked transfer. */
function chunked(
  chunks: Uint8Array<ArrayBuffer>[],
  headers: Record<string, string> = {},
): { request: Request; pulled: () => number } {
  let next = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const chunk = chunks[next++];
        if (chunk) controller.enqueue(chunk);
        else controller.close();
      },
    },
    // Nothing is pulled before somebody reads.
    { highWaterMark: 0 },
  );
  // `duplex` is required by fetch for streams and missing in the DOM types.
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, headers, duplex: 'half' };
  return { request: new Request(url, init), pulled: () => next };
}

const slugOf = async (response: Response) => (await response.json()).error.slug;

describe('GET handshake', () => {
  const get = (query: Record<string, string>, path = url) =>
    new Request(`${path}?${new URLSearchParams(query)}`);
  const good = { 'hub.mode': 'subscribe', 'hub.challenge': '1158201444', 'hub.verify_token': 'verify-me' };

  it.each([url, 'http://localhost/', 'http://localhost/functions/v1/whatsapp-webhook/extra'])(
    'answers the bare challenge at %s',
    async (path) => {
      const response = await setUp().handle(get(good, path));
      expect(response.status).toBe(200);
      expect(await response.text()).toBe('1158201444');
      expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    },
  );

  it.each([
    ['a wrong token', { ...good, 'hub.verify_token': 'verify-mE' }],
    ['an empty token', { ...good, 'hub.verify_token': '' }],
    ['another mode', { ...good, 'hub.mode': 'unsubscribe' }],
    ['nothing', {}],
  ])('refuses %s', async (_, query) => {
    const response = await setUp().handle(get(query));
    expect(response.status).toBe(403);
    expect(await slugOf(response)).toBe('verify_token_invalid');
  });

  it('fails closed without a configured token, also against an empty one', async () => {
    const { handle, lines } = setUp({ verifyToken: '' });
    const response = await handle(get({ ...good, 'hub.verify_token': '' }));
    expect(response.status).toBe(503);
    expect(lines.join()).toContain('WHATSAPP_VERIFY_TOKEN');
  });
});

describe('POST events', () => {
  it.each(fixtureNames)('stores %s exactly as received', async (name) => {
    const { handle, ingest } = setUp();
    const response = await handle(await post(fixtureText(name)));
    expect(response.status).toBe(200);
    expect(ingest.mock.calls).toEqual([[fixtureText(name)]]);
  });

  it('answers only after the event is committed', async () => {
    let commit = () => {};
    const committed = new Promise<void>((resolve) => {
      commit = resolve;
    });
    const { handle } = setUp({ ingest: () => committed });
    let answered = false;
    const response = handle(await post('{}')).then((result) => {
      answered = true;
      return result;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(answered).toBe(false);
    commit();
    expect((await response).status).toBe(200);
  });

  it('conformance 7: signatures are over raw bytes, whatever the body holds', async () => {
    for (const body of ['{"a":"Olá 👋 \\u00e9"}', '{ "spaced" : 1 }', 'not json', '']) {
      const { handle, ingest } = setUp();
      expect((await handle(await post(body, 'old-secret'))).status).toBe(200);
      expect(ingest).toHaveBeenCalledWith(body);
    }
  });

  it('conformance 7: a wrong or missing signature is 401, is counted, and nothing is stored', async () => {
    const { handle, ingest, countRejected } = setUp();
    const wrong = await handle(await post('{}', 'stolen-secret'));
    expect([wrong.status, await slugOf(wrong)]).toEqual([401, 'signature_invalid']);
    const missing = await handle(new Request(url, { method: 'POST', body: '{}' }));
    expect([missing.status, await slugOf(missing)]).toEqual([401, 'signature_missing']);
    expect(countRejected.mock.calls).toEqual([['signature_invalid'], ['signature_missing']]);
    expect(ingest).not.toHaveBeenCalled();
  });

  it('refuses a body that was changed after it was signed', async () => {
    const signature = await signBody('new-secret', utf8('{"a":1}'));
    const request = new Request(url, {
      method: 'POST',
      body: '{"a":2}',
      headers: { 'x-hub-signature-256': signature },
    });
    expect((await setUp().handle(request)).status).toBe(401);
  });

  it('refuses a flood without a database call for each', async () => {
    const { handle, countRejected } = setUp({ countRejected: vi.fn(() => new Promise<never>(() => {})) });
    const flood = Array.from({ length: 50 }, () => handle(new Request(url, { method: 'POST', body: '{}' })));
    const answered = await Promise.race(flood.slice(2));
    expect(answered?.status).toBe(401);
    expect(countRejected.mock.calls.length).toBeLessThanOrEqual(2);
  });

  it('still refuses when the counter fails', async () => {
    const { handle, lines } = setUp({ countRejected: () => Promise.reject(new Error('down')) });
    expect((await handle(new Request(url, { method: 'POST', body: '{}' }))).status).toBe(401);
    expect(lines.join()).toContain('count_rejected_failed');
  });

  it.each([[[]], [['', '']]])('fails closed and says so without a secret: %j', async (appSecrets) => {
    const { handle, ingest, lines } = setUp({ appSecrets });
    const response = await handle(await post('{}', ''.padEnd(1)));
    expect([response.status, await slugOf(response)]).toEqual([503, 'not_configured']);
    expect(lines.join()).toContain('WHATSAPP_APP_SECRETS');
    expect(ingest).not.toHaveBeenCalled();
  });

  it('answers 503 when the event was not stored, so that Meta sends it again', async () => {
    const { handle, lines } = setUp({ ingest: () => Promise.reject(new Error('connection refused')) });
    const response = await handle(await post('{"body":"private words"}'));
    expect([response.status, await slugOf(response)]).toEqual([503, 'database_unavailable']);
    expect(lines.join()).toContain('ingest_failed');
    expect(lines.join()).not.toContain('private words');
  });

  it.each(['PUT', 'DELETE', 'PATCH'])('refuses %s', async (method) => {
    const response = await setUp().handle(new Request(url, { method }));
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST']);
  });
});

describe('conformance 15: size of a body', () => {
  const full = 'x'.repeat(maxBodyBytes);

  it('accepts 3 MiB, declared or not', async () => {
    const { handle, ingest } = setUp();
    expect(
      (await handle(await post(full, 'new-secret', { 'content-length': String(full.length) }))).status,
    ).toBe(200);
    const signature = await signBody('new-secret', utf8(full));
    const { request } = chunked([utf8(full.slice(0, 1_000_000)), utf8(full.slice(1_000_000))], {
      'x-hub-signature-256': signature,
    });
    expect((await handle(request)).status).toBe(200);
    expect(ingest.mock.calls.map(([body]) => body.length)).toEqual([maxBodyBytes, maxBodyBytes]);
  });

  it('refuses one byte more, without reading what is declared', async () => {
    const { handle, ingest } = setUp();
    const { request, pulled } = chunked([utf8('x')], { 'content-length': String(maxBodyBytes + 1) });
    const response = await handle(request);
    expect([response.status, await slugOf(response)]).toEqual([413, 'body_too_large']);
    expect(pulled()).toBe(0);
    expect(ingest).not.toHaveBeenCalled();
  });

  it('stops reading an undeclared body at the limit', async () => {
    const chunk = utf8('x'.repeat(64 * 1024));
    const { request, pulled } = chunked(Array.from({ length: 1000 }, () => chunk));
    expect((await setUp().handle(request)).status).toBe(413);
    expect(pulled()).toBeLessThan(60);
  });
});
