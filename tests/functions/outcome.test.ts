import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { request as undiciRequest } from 'undici';
import { afterEach, describe, expect, it } from 'vitest';
import { createGraphClient } from '../../functions/whatsapp/client.ts';
import {
  classifyTransportError,
  createFetchTransport,
  type GraphTransport,
} from '../../functions/whatsapp/transport.ts';
import { answerJson, type GraphServer, startGraphServer } from './graph-server.ts';

/** The transport that a worker uses: same contract, other errors. */
const undiciTransport: GraphTransport = async ({ method, url, headers, body, timeoutMs = 30_000 }) => {
  const response = await undiciRequest(url, {
    method,
    headers,
    body: typeof body === 'string' ? body : null,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    signal: AbortSignal.timeout(timeoutMs),
  });
  return { status: response.statusCode, headers: response.headers, body: await response.body.text() };
};

let server: GraphServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const accepted = {
  messaging_product: 'whatsapp',
  contacts: [{ input: '+16505550100', wa_id: '16505550100' }],
  messages: [{ id: 'wamid.A', message_status: 'accepted' }],
};
const rateLimited = { error: { message: '(#130429) Rate limit hit', code: 130429, fbtrace_id: 'x' } };

describe.each([
  ['fetch', createFetchTransport()],
  ['undici', undiciTransport],
])('sendMessage over %s', (_, request) => {
  async function send(answer: (response: ServerResponse, socket: Socket) => void, timeoutMs = 2000) {
    server = await startGraphServer((_seen, response, socket) => answer(response, socket));
    const client = createGraphClient({ baseUrl: `${server.url}/v26.0/`, request });
    return client.sendMessage('106', 'secret-token', '{"type":"text"}', { timeoutMs });
  }

  it('sends the body as given with the token', async () => {
    const outcome = await send((response) => answerJson(response, 200, accepted));
    expect(outcome).toEqual({
      kind: 'accepted',
      wamid: 'wamid.A',
      message_status: 'accepted',
      wa_id: '16505550100',
      user_id: null,
    });
    expect(server?.seen).toMatchObject([
      {
        method: 'POST',
        url: '/v26.0/106/messages',
        body: '{"type":"text"}',
        headers: { authorization: 'Bearer secret-token', 'content-type': 'application/json' },
      },
    ]);
  });

  it('accepts an answer to a BSUID, which names no phone', async () => {
    const body = { contacts: [{ input: 'US.1', user_id: 'US.1' }], messages: [{ id: 'wamid.B' }] };
    expect(await send((response) => answerJson(response, 200, body))).toEqual({
      kind: 'accepted',
      wamid: 'wamid.B',
      message_status: null,
      wa_id: null,
      user_id: 'US.1',
    });
  });

  it('a well-formed error with a 4xx is rejected', async () => {
    expect(await send((response) => answerJson(response, 429, rateLimited))).toMatchObject({
      kind: 'rejected',
      http_status: 429,
      error: { code: 130429, class: 'transient', scope: 'number', retry_after_s: 1 },
    });
  });

  it('waits as long as Meta says', async () => {
    const usage = JSON.stringify({ '102': [{ type: 'messaging', estimated_time_to_regain_access: 5 }] });
    const headers = { 'x-business-use-case-usage': usage };
    expect(
      await send((response) => answerJson(response, 400, { error: { code: 80007 } }, headers)),
    ).toMatchObject({
      kind: 'rejected',
      error: { scope: 'waba', retry_after_s: 300 },
    });
  });

  it.each([
    ['a 500 with a Graph error', 500, JSON.stringify({ error: { code: 131000 } }), 'http_500'],
    ['a 503 page', 503, '<html>', 'http_503'],
    ['a 400 that is not JSON', 400, 'bad request', 'http_400'],
    ['a 404 without a code', 404, '{"error":{"message":"?"}}', 'http_404'],
    ['a redirect', 302, '', 'http_302'],
    ['a 200 that is not JSON', 200, '{"messages":[{"id":"wam', 'broken_body'],
    ['a 200 without a message', 200, '{"messages":[]}', 'broken_body'],
    ['a 200 with an empty id', 200, '{"messages":[{"id":""}]}', 'broken_body'],
    ['a 200 with null', 200, 'null', 'broken_body'],
  ])('%s is unknown', async (_name, status, body, reason) => {
    const outcome = await send((response) =>
      response.writeHead(status, { location: '/elsewhere' }).end(body),
    );
    expect(outcome).toMatchObject({ kind: 'unknown', reason });
    expect(server?.seen).toHaveLength(1);
  });

  it('a reset after the request was read is unknown', async () => {
    const outcome = await send((_response, socket) => socket.resetAndDestroy());
    expect(outcome).toMatchObject({ kind: 'unknown' });
    expect(server?.seen).toHaveLength(1);
  });

  it('a connection closed in the middle of the answer is unknown', async () => {
    const outcome = await send((response, socket) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"messages":[{"id":"wamid.C"}]', () => socket.end());
    });
    expect(outcome).toMatchObject({ kind: 'unknown' });
  });

  it('no answer in time is unknown', async () => {
    expect(await send(() => {}, 150)).toMatchObject({ kind: 'unknown', reason: 'timeout' });
  });

  it('a refused connection is not sent', async () => {
    const closed = await startGraphServer(() => {});
    await closed.close();
    const client = createGraphClient({ baseUrl: closed.url, request });
    expect(await client.sendMessage('106', 't', '{}')).toEqual({ kind: 'not_sent', reason: 'ECONNREFUSED' });
  });

  it('an unknown host is not sent', async () => {
    const client = createGraphClient({ baseUrl: 'http://graph.invalid', request });
    expect(await client.sendMessage('106', 't', '{}')).toMatchObject({ kind: 'not_sent' });
  });

  it('a call that was given up before it began is not sent', async () => {
    const client = createGraphClient({ baseUrl: 'http://127.0.0.1:1', request });
    const options = { signal: AbortSignal.abort() };
    expect(await client.sendMessage('106', 't', '{}', options)).toEqual({
      kind: 'not_sent',
      reason: 'aborted',
    });
  });
});

describe('classifyTransportError', () => {
  const coded = (code: string, more: Record<string, unknown> = {}) =>
    Object.assign(new Error(code), { code, ...more });

  it.each([
    ['connect timeout of undici', coded('UND_ERR_CONNECT_TIMEOUT'), 'not_sent'],
    [
      'an expired certificate',
      new TypeError('fetch failed', { cause: coded('CERT_HAS_EXPIRED') }),
      'not_sent',
    ],
    ['a connect that timed out', coded('ETIMEDOUT', { syscall: 'connect' }), 'not_sent'],
    ['a read that timed out', coded('ETIMEDOUT', { syscall: 'read' }), 'unknown'],
    ['a reset', coded('ECONNRESET', { syscall: 'read' }), 'unknown'],
    ['a broken pipe', coded('EPIPE', { syscall: 'write' }), 'unknown'],
    ['a closed socket of undici', coded('UND_ERR_SOCKET'), 'unknown'],
    [
      'all addresses refused',
      new TypeError('fetch failed', {
        cause: Object.assign(new AggregateError([coded('ECONNREFUSED'), coded('EHOSTUNREACH')]), {
          code: 'ECONNREFUSED',
        }),
      }),
      'not_sent',
    ],
    [
      'connect in words of Deno',
      new TypeError('error sending request for url (http://x/): client error (Connect): tcp connect error'),
      'not_sent',
    ],
    ['another failure of Deno', new TypeError('error sending request for url (http://x/)'), 'unknown'],
    ['something that is no error', 'oops', 'unknown'],
  ])('%s is %s', (_, error, kind) => {
    expect(classifyTransportError(error).kind).toBe(kind);
  });
});
