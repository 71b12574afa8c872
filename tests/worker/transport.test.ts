import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { classifyTransportError } from '../../functions/whatsapp/transport.ts';
import { createPooledTransport } from '../../worker/transport.ts';

let server: Server;
let url: string;
let answer: (response: ServerResponse, body: string) => void;
let transport: ReturnType<typeof createPooledTransport>;

beforeEach(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    answer(response, Buffer.concat(chunks).toString());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  // A cast: a server that listens on a port has an address of this kind.
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v26.0/1/messages`;
  transport = createPooledTransport({ connections: 2 });
});
afterEach(async () => {
  server.closeAllConnections();
  await transport.close();
  await new Promise((done) => server.close(done));
});

const post = (body: string | ReadableStream<Uint8Array>, signal?: AbortSignal) =>
  transport.transport({ method: 'POST', url, headers: { 'x-a': 'b' }, body, ...(signal && { signal }) });

test('an answer in pieces is put together, also where a piece ends within a letter', async () => {
  const bytes = Buffer.from('{"name":"Zoë"}');
  answer = (response) => {
    response.writeHead(400, { 'retry-after': '7' });
    response.write(bytes.subarray(0, 12));
    setImmediate(() => response.end(bytes.subarray(12)));
  };
  const { status, headers, body } = await post('{}');
  expect({ status, wait: headers?.['retry-after'], body }).toEqual({
    status: 400,
    wait: '7',
    body: '{"name":"Zoë"}',
  });
});

test('a stream is sent as it is', async () => {
  answer = (response, body) => response.end(body);
  expect((await post(new Blob(['a file']).stream())).body).toBe('a file');
});

test('an answer that ends half way proves nothing', async () => {
  answer = (response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('{"messages"');
    setImmediate(() => response.destroy());
  };
  const failure = await post('{}').catch(classifyTransportError);
  expect(failure).toMatchObject({ kind: 'unknown' });
});

test('what is called off before the answer came proves nothing', async () => {
  const caller = new AbortController();
  answer = () => caller.abort();
  const failure = await post('{}', caller.signal).catch(classifyTransportError);
  expect(failure).toEqual({ kind: 'unknown', reason: 'timeout' });
});

test('where nobody listens nothing was sent, file or not', async () => {
  await new Promise((done) => server.close(done));
  expect(await post('{}').catch(classifyTransportError)).toEqual({
    kind: 'not_sent',
    reason: 'ECONNREFUSED',
  });
  const failure = await post(new Blob(['a file']).stream()).catch(classifyTransportError);
  expect(failure).toEqual({ kind: 'not_sent', reason: 'ECONNREFUSED' });
});
