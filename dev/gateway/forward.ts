import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Dispatcher, Pool } from 'undici';
import { CORS_HEADERS, isCorsHeader } from './cors.ts';

/** Connection-level headers: they belong to one hop (RFC 9110, section 7.6.1). */
const HOP_HEADERS = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
  'expect',
]);

/** Bodies up to this size are sent on in one piece, which is twice as quick as a stream; larger ones are streamed. */
const SMALL_BODY = 64 * 1024;

export interface Forwarder {
  /** Sends a request on to a port of this machine, body untouched, and its answer back. */
  forward(
    request: IncomingMessage,
    response: ServerResponse,
    port: number,
    path: string,
    cors: boolean,
  ): void;
  close(): Promise<void>;
}

/** Keeps a pool of open connections to each server behind the gateway. */
export function createForwarder(): Forwarder {
  const pools = new Map<number, Pool>();
  const poolOf = (port: number) => {
    let pool = pools.get(port);
    if (pool === undefined) {
      pool = new Pool(`http://127.0.0.1:${port}`, {
        connections: 128,
        pipelining: 1,
        keepAliveTimeout: 30_000,
        headersTimeout: 160_000, // hosted edge functions may take 150 s
        bodyTimeout: 0,
      });
      pools.set(port, pool);
    }
    return pool;
  };

  const send = (
    request: IncomingMessage,
    response: ServerResponse,
    options: { port: number; path: string; cors: boolean },
    body: Buffer | IncomingMessage | null,
  ) => {
    poolOf(options.port).dispatch(
      {
        path: options.path,
        method: (request.method ?? 'GET') as Dispatcher.HttpMethod,
        headers: requestHeaders(request),
        body,
      },
      answerHandler(response, options.cors),
    );
  };

  return {
    forward(request, response, port, path, cors) {
      const options = { port, path, cors };
      const length = Number(request.headers['content-length'] ?? Number.NaN);
      const chunked = request.headers['transfer-encoding'] !== undefined;
      if (length > SMALL_BODY || chunked) return send(request, response, options, request);
      if (!(length > 0)) return send(request, response, options, null);
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        send(request, response, options, chunks.length === 1 ? (chunks[0] ?? null) : Buffer.concat(chunks));
      });
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}

function requestHeaders(request: IncomingMessage): string[] {
  const raw = request.rawHeaders;
  const headers: string[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = raw[i] ?? '';
    if (!HOP_HEADERS.has(name.toLowerCase())) headers.push(name, raw[i + 1] ?? '');
  }
  headers.push('x-forwarded-for', request.socket.remoteAddress ?? '127.0.0.1', 'x-forwarded-proto', 'http');
  if (request.headers.host !== undefined) headers.push('x-forwarded-host', request.headers.host);
  return headers;
}

function answerHandler(response: ServerResponse, cors: boolean): Dispatcher.DispatchHandler {
  let controller: Dispatcher.DispatchController | undefined;
  response.on('close', () => {
    if (!response.writableEnded) controller?.abort(new Error('the client went away'));
  });
  return {
    onRequestStart(started) {
      controller = started;
    },
    onResponseStart(current, status, headers) {
      response.writeHead(status, answerHeaders(headers, cors));
      response.on('drain', () => current.resume());
    },
    onResponseData(current, chunk) {
      if (!response.write(chunk)) current.pause();
    },
    onResponseEnd() {
      response.end();
    },
    onResponseError() {
      if (response.destroyed || response.writableEnded) return;
      if (response.headersSent) return void response.destroy();
      response.writeHead(503, { 'content-type': 'application/json', 'retry-after': '1' });
      response.end('{"message":"The server behind this address is not available at the moment"}');
    },
  };
}

function answerHeaders(headers: Record<string, string | string[] | undefined>, cors: boolean): string[] {
  const list: string[] = cors ? [...CORS_HEADERS] : [];
  for (const name in headers) {
    const value = headers[name];
    if (value === undefined || HOP_HEADERS.has(name) || (cors && isCorsHeader(name))) continue;
    if (Array.isArray(value)) for (const one of value) list.push(name, one);
    else list.push(name, value);
  }
  return list;
}
