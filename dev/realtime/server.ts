/** The Realtime server as a value: wires the parts, listens, and closes without leaving anything open. */
import { createServer, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import postgres from 'postgres';
import { type WebSocket, WebSocketServer } from 'ws';
import { createAuthorize } from './authorization.ts';
import { createFeed } from './feed.ts';
import { parseVsn } from './frames.ts';
import { apiKeyOf, createHttpHandler, policyHeaders, routeOf } from './http.ts';
import { createIdentityDesk } from './identity.ts';
import type { SessionDeps } from './join.ts';
import { createRecheck } from './recheck.ts';
import { createRooms } from './rooms.ts';
import { startSession } from './session.ts';

export interface RealtimeOptions {
  /** A role that may write `realtime.messages` past RLS and `set role` to the API roles; a direct connection. */
  dbUrl: string;
  /** HS256 secret of the auth server. */
  jwtSecret: string;
  /** Publishable and secret keys that are let in. */
  apiKeys: string[];
  /** Default 0: any free port. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** Milliseconds between two rechecks of everybody's rights. Default 3000. */
  recheckMs?: number;
  /** Default false: only private channels, as the production project is configured. */
  allowPublic?: boolean;
  /** Bytes waiting for one slow reader before it is dropped. Default 8 MiB. */
  maxBufferedBytes?: number;
  log?: (message: string) => void;
}

export interface Realtime {
  /** `http://host:port`; the WebSocket is at `/realtime/v1/websocket`. */
  url: string;
  close(): Promise<void>;
}

const WEBSOCKET_PATHS = new Set(['/websocket', '/socket/websocket']);
const MAX_FRAME_BYTES = 4 * 1024 * 1024;
/** Clients send a heartbeat every 25 s; Phoenix gives up after a minute of silence. */
const SILENCE_MS = 60_000;
const SWEEP_MS = 15_000;

/** Starts the server; resolves when it listens. Postgres may still be away: joins fail politely until it is there. */
export async function createRealtime(options: RealtimeOptions): Promise<Realtime> {
  const { host = '127.0.0.1', port = 0, recheckMs = 3000, allowPublic = false } = options;
  const log = options.log ?? (() => {});
  const sql = postgres(options.dbUrl, {
    max: 4,
    // Local: a database that is back should be used at once, whatever the number of attempts before.
    backoff: () => 0.25,
    connect_timeout: 5,
    onnotice: () => {},
    connection: { application_name: 'realtime' },
  });
  const rooms = createRooms();
  const identities = createIdentityDesk(options);
  const authorize = createAuthorize(sql);
  const recheck = createRecheck({ rooms, authorize, intervalMs: recheckMs, log });
  const feed = createFeed({
    sql,
    deliver: ({ message, isPrivate }) => rooms.broadcast(message, isPrivate),
    topics: rooms.openTopics,
    onReconnect: recheck.run,
    log,
  });
  const deps: SessionDeps = { rooms, authorize, identities, sql, allowPublic, log };

  const handle = createHttpHandler({ rooms, authorize, identities, allowPublic, isUp: feed.isUp, log });
  const server = createServer((request, response) => void handle(request, response));
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES });
  const lastHeard = new WeakMap<WebSocket, number>();

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    // Until ws takes over, nobody else would hear a reset, and it would end the process.
    stream.on('error', () => stream.destroy());
    const { path, query } = routeOf(request);
    if (!WEBSOCKET_PATHS.has(path)) return refuse(stream, '404 Not Found', 'not found');
    const vsn = parseVsn(query.get('vsn'));
    if (!vsn) return refuse(stream, '400 Bad Request', 'vsn must be 1.0.0 or 2.0.0');
    const keyIdentity = identities.ofApiKey(apiKeyOf(request, query));
    if (!keyIdentity) return refuse(stream, '401 Unauthorized', 'a valid apikey is required');
    sockets.handleUpgrade(request, stream, head, (socket) => {
      const heard = (): void => void lastHeard.set(socket, Date.now());
      heard();
      socket.on('message', heard);
      const headers = policyHeaders(request);
      const maxBufferedBytes = options.maxBufferedBytes ?? 8 * 1024 * 1024;
      startSession(deps, { socket, vsn, headers, keyIdentity, maxBufferedBytes });
    });
  });

  const sweep = setInterval(() => {
    for (const socket of sockets.clients) {
      if (Date.now() - (lastHeard.get(socket) ?? 0) > SILENCE_MS) socket.terminate();
    }
  }, SWEEP_MS);

  const stopWork = async (): Promise<void> => {
    clearInterval(sweep);
    recheck.stop();
    await feed.close();
    await sql.end({ timeout: 1 });
  };

  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
  } catch (error) {
    await stopWork();
    throw error;
  }
  const address = server.address();
  const actualPort = typeof address === 'object' && address ? address.port : port;

  return {
    url: `http://${host}:${actualPort}`,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await stopWork();
    },
  };
}

/** Answers an upgrade that is not accepted, in the form that Realtime's clients know. */
function refuse(stream: Duplex, status: string, error: string): void {
  const body = JSON.stringify({ error });
  stream.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n` +
      `connection: close\r\n\r\n${body}`,
  );
}
