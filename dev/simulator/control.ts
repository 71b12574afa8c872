import type { IncomingMessage, ServerResponse } from 'node:http';
import { request as send } from 'undici';
import { z } from 'zod';
import type { Chats } from './chats.ts';
import type { Events } from './events.ts';
import { FaultsError } from './faults.ts';
import { readBody, replyJson } from './http.ts';
import { InboundError } from './inbound.ts';
import { isObject, type Json } from './json.ts';
import type { Stats, StatsFilter } from './stats.ts';
import { provisionSchema } from './world.ts';

/** What the control API can do; the same functions that tests call in process. */
export interface Controls {
  provision(input: z.infer<typeof provisionSchema>): Json;
  readFaults(): object;
  changeFaults(patch: unknown): object;
  inbound(input: unknown): Json;
  stats(filter: StatsFilter): Stats;
  /** Resolves when no update is pending, false after the time given. */
  idle(timeoutMs: number): Promise<boolean>;
  reset(options: { all?: boolean | undefined; keep_faults?: boolean | undefined }): void;
  setWebhook(target: { url: string; appSecret?: string | undefined } | undefined): void;
  readWebhook(): { url: string | null };
  numbers(): Json[];
  chats: Chats;
  events: Events;
}

export type Control = (request: IncomingMessage, response: ServerResponse, path: string) => void;

const MAX_BODY = 16 * 1024 * 1024;

const webhookSchema = z.strictObject({
  url: z.url().nullable(),
  app_secret: z.string().optional(),
  /** With it, the callback is verified first as Meta does (hub.challenge); a wrong answer changes nothing. */
  verify_token: z.string().optional(),
});
const resetSchema = z.strictObject({ all: z.boolean().optional(), keep_faults: z.boolean().optional() });

/** A request that the control API refuses, with its HTTP status. */
class ControlError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The control API under /_sim. Not part of Meta's API; `GET /_sim` lists it. */
export function createControl(controls: Controls): Control {
  const routes: Record<string, (body: unknown, query: URLSearchParams) => unknown> = {
    'GET ': () => ({ routes: Object.keys(routes) }),
    'GET health': () => ({ status: 'ok' }),
    'POST provision': (body) => controls.provision(provisionSchema.parse(body)),
    'GET faults': () => controls.readFaults(),
    'POST faults': (body) => controls.changeFaults(body),
    'POST inbound': (body) => controls.inbound(body),
    'GET stats': (_body, query) =>
      controls.stats({
        phone_number_id: query.get('phone_number_id') ?? undefined,
        biz_prefix: query.get('biz_prefix') ?? undefined,
      }),
    'GET idle': async (_body, query) => ({
      idle: await controls.idle(numberOf(query, 'timeout_ms', 10_000)),
    }),
    'POST reset': (body) => {
      controls.reset(resetSchema.parse(body));
      return { success: true };
    },
    'GET webhook': () => controls.readWebhook(),
    'POST webhook': (body) => changeWebhook(webhookSchema.parse(body)),
    'GET messages': (_body, query) => ({
      data: controls.chats.recent(numberOf(query, 'limit', 50), query.get('phone_number_id') ?? undefined),
    }),
    'GET numbers': () => ({ data: controls.numbers() }),
    'GET chats': (_body, query) => ({
      data: controls.chats.list(numberOf(query, 'limit', 100), query.get('search') ?? ''),
    }),
    'GET chat': (_body, query) => ({
      data: controls.chats.read(query.get('phone_number_id') ?? '', query.get('customer') ?? ''),
    }),
  };

  async function changeWebhook({
    url,
    app_secret,
    verify_token,
  }: z.infer<typeof webhookSchema>): Promise<Json> {
    if (url !== null && verify_token !== undefined) await verify(url, verify_token);
    controls.setWebhook(url === null ? undefined : { url, appSecret: app_secret });
    return { success: true, url };
  }

  async function run(method: string, path: string, raw: Buffer): Promise<unknown> {
    const url = new URL(path, 'http://sim');
    const name = url.pathname.replace(/^\/_sim\/?/, '').replace(/\/$/, '');
    const route = routes[`${method} ${name}`];
    if (route === undefined)
      throw new ControlError(404, `no ${method} /_sim/${name}; GET /_sim lists the routes`);
    const body: unknown = raw.length === 0 ? {} : JSON.parse(raw.toString());
    if (!isObject(body)) throw new ControlError(400, 'the body must be a JSON object');
    return route(body, url.searchParams);
  }

  return (request, response, path) => {
    if (isForeignPage(request)) {
      replyJson(
        response,
        403,
        JSON.stringify({ error: 'a page of another origin may not use the control API' }),
      );
      return;
    }
    if (path === '/_sim/events') return controls.events.subscribe(response);
    readBody(request, MAX_BODY, (error, raw) => {
      if (error !== undefined) return replyJson(response, 413, JSON.stringify({ error: error.message }));
      run(request.method ?? 'GET', path, raw).then(
        (result) => replyJson(response, 200, JSON.stringify(result)),
        (reason: unknown) => replyError(response, reason),
      );
    });
  };
}

/** A web page open in the same browser must not drive the simulator: only the simulator's own page may. */
function isForeignPage(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  return origin !== undefined && origin.replace(/^https?:\/\//, '') !== host;
}

function replyError(response: ServerResponse, reason: unknown): void {
  if (reason instanceof FaultsError) {
    replyJson(response, 400, JSON.stringify({ error: reason.message, known: reason.known }));
    return;
  }
  if (reason instanceof z.ZodError) {
    replyJson(response, 400, JSON.stringify({ error: z.prettifyError(reason) }));
    return;
  }
  const message = reason instanceof Error ? reason.message : String(reason);
  const isMistake = reason instanceof InboundError || reason instanceof SyntaxError;
  const status = reason instanceof ControlError ? reason.status : isMistake ? 400 : 500;
  replyJson(response, status, JSON.stringify({ error: message }));
}

/** Meta's handshake: the callback must echo hub.challenge. */
async function verify(url: string, token: string): Promise<void> {
  const challenge = String(Math.floor(Math.random() * 1e9));
  const target = new URL(url);
  target.searchParams.set('hub.mode', 'subscribe');
  target.searchParams.set('hub.challenge', challenge);
  target.searchParams.set('hub.verify_token', token);
  let echoed: string;
  try {
    const response = await send(target, { headersTimeout: 10_000 });
    echoed = response.statusCode === 200 ? await response.body.text() : `status ${response.statusCode}`;
  } catch (error) {
    throw new ControlError(
      400,
      `the callback cannot be reached: ${error instanceof Error ? error.message : error}`,
    );
  }
  if (echoed.trim() !== challenge) throw new ControlError(400, 'the callback did not echo hub.challenge');
}

function numberOf(query: URLSearchParams, key: string, otherwise: number): number {
  const value = Number(query.get(key) ?? otherwise);
  return Number.isFinite(value) && value >= 0 ? Math.floor(value) : otherwise;
}
