/** Broadcasts over HTTP, for senders without a WebSocket, and the health of the server. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Authorize } from './authorization.ts';
import type { Broadcast } from './frames.ts';
import { type Identity, type IdentityDesk, isKeyOrEmpty, TokenError } from './identity.ts';
import type { Rooms } from './rooms.ts';

export interface HttpDeps {
  rooms: Rooms;
  authorize: Authorize;
  identities: IdentityDesk;
  allowPublic: boolean;
  isUp(): boolean;
  log(message: string): void;
}

/** An answer other than success: status, and the text that supabase-js gives to the caller. */
export class HttpError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const MAX_BODY_BYTES = 3 * 1024 * 1024;
const PRIVATE_ONLY = 'PrivateOnly: This project only allows private channels';
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization, apikey, content-type, x-client-info',
  'access-control-allow-methods': 'POST, OPTIONS',
};

const batchBody = z.object({
  messages: z.array(
    z.object({
      topic: z.string().min(1),
      event: z.string().min(1),
      payload: z.record(z.string(), z.unknown()),
      private: z.boolean().default(false),
    }),
  ),
});

/** Path and query of a request, with or without the gateway's prefix. */
export function routeOf(request: IncomingMessage): { path: string; query: URLSearchParams } {
  // Split by hand: `new URL` throws on paths such as `//`, which anybody can send.
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
  return { path: path.replace(/^\/realtime\/v1(?=\/)/, ''), query: new URLSearchParams(query) };
}

/** The API key of a request: header or query string. */
export function apiKeyOf(request: IncomingMessage, query: URLSearchParams): string | undefined {
  const header = request.headers.apikey ?? request.headers['x-api-key'];
  return (Array.isArray(header) ? header[0] : header) ?? query.get('apikey') ?? undefined;
}

/** The headers that policies may read; as hosted, only those that begin with `x-`. */
export function policyHeaders(request: IncomingMessage): Record<string, string> {
  const entries = Object.entries(request.headers).filter(([name]) => name.startsWith('x-'));
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

/** Makes the request handler of the server. */
export function createHttpHandler(deps: HttpDeps) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { path, query } = routeOf(request);
    try {
      if (path === '/healthz') {
        const up = deps.isUp();
        return answer(response, up ? 200 : 503, { status: up ? 'ok' : 'postgres_unreachable' });
      }
      if (request.method === 'OPTIONS') return answer(response, 204);
      if (request.method !== 'POST' || !path.startsWith('/api/broadcast')) {
        throw new HttpError(404, 'not found');
      }
      const identity = await identify(deps, request, query);
      const headers = policyHeaders(request);
      if (path === '/api/broadcast') {
        await sendBatch(deps, identity, headers, await readBody(request));
      } else {
        const match = /^\/api\/broadcast\/([^/]+)\/events\/([^/]+)$/.exec(path);
        if (!match?.[1] || !match[2]) throw new HttpError(404, 'not found');
        const binary = request.headers['content-type']?.startsWith('application/octet-stream') ?? false;
        const message: Broadcast = {
          topic: decode(match[1]),
          event: decode(match[2]),
          encoding: binary ? 'binary' : 'json',
          body: await readBody(request),
        };
        if (!binary) parse(message.body);
        const isPrivate = query.get('private') === 'true';
        if (!isPrivate && !deps.allowPublic) throw new HttpError(403, PRIVATE_ONLY);
        if (isPrivate && !(await maySend(deps, identity, headers, message.topic))) {
          throw new HttpError(
            403,
            'Unauthorized: You do not have permissions to write to this Channel topic',
          );
        }
        deps.rooms.broadcast(message, isPrivate);
      }
      answer(response, 202);
    } catch (error) {
      if (error instanceof HttpError) return answer(response, error.status, { error: error.message });
      deps.log(`${request.method} ${path} failed: ${error instanceof Error ? error.message : String(error)}`);
      answer(response, 503, { error: 'the database did not answer, try again in a moment' });
    }
  };
}

/** The identity of a request's token, else of its API key. Throws 401. */
async function identify(deps: HttpDeps, request: IncomingMessage, query: URLSearchParams): Promise<Identity> {
  const ofKey = deps.identities.ofApiKey(apiKeyOf(request, query));
  if (!ofKey) throw new HttpError(401, 'a valid apikey is required');
  const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (!token || isKeyOrEmpty(token)) return ofKey;
  try {
    return await deps.identities.ofToken(token);
  } catch (error) {
    if (error instanceof TokenError) throw new HttpError(401, error.message);
    throw error;
  }
}

/** Private messages without the right to send are left out silently, as hosted Realtime does. */
async function sendBatch(
  deps: HttpDeps,
  identity: Identity,
  headers: Record<string, string>,
  body: Buffer,
): Promise<void> {
  const parsed = batchBody.safeParse(parse(body));
  if (!parsed.success)
    throw new HttpError(422, 'messages must be a list of {topic, event, payload, private}');
  const { messages } = parsed.data;
  if (!deps.allowPublic && messages.some((message) => !message.private))
    throw new HttpError(403, PRIVATE_ONLY);
  const topics = [...new Set(messages.filter((message) => message.private).map((message) => message.topic))];
  const allowed = new Map(
    await Promise.all(
      topics.map(async (topic) => [topic, await maySend(deps, identity, headers, topic)] as const),
    ),
  );
  for (const { topic, event, payload, private: isPrivate } of messages) {
    if (isPrivate && !allowed.get(topic)) continue;
    const content = Buffer.from(JSON.stringify(payload));
    deps.rooms.broadcast({ topic, event, encoding: 'json', body: content }, isPrivate);
  }
}

async function maySend(
  deps: HttpDeps,
  identity: Identity,
  headers: Record<string, string>,
  topic: string,
): Promise<boolean> {
  if (identity.role === 'service_role') return true;
  return (await deps.authorize({ topic, identity, headers })).sendBroadcast;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new HttpError(413, 'a broadcast may have 3 MB at most');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new HttpError(400, 'the path is not well encoded');
  }
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new HttpError(400, 'the body is not JSON');
  }
}

function answer(response: ServerResponse, status: number, body?: unknown): void {
  const text = body === undefined ? '' : JSON.stringify(body);
  response.writeHead(status, {
    ...CORS,
    'content-length': Buffer.byteLength(text),
    ...(text ? { 'content-type': 'application/json' } : {}),
  });
  response.end(text);
}
