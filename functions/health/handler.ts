import { createEndpoint, json } from '../core/endpoint.ts';
import { appError } from '../core/errors.ts';
import type { Logger } from '../core/log.ts';

/** How long an answer of the database is reused, in milliseconds: the address is public, the database is not a toy. */
const reuseMs = 1000;

/** What health needs. */
export interface HealthDeps {
  /** `private.health()`: an object; `ok: false` in it means not ready. */
  readHealth(): Promise<Record<string, unknown>>;
  log: Logger;
  now?: () => number;
}

/**
 * Makes the health endpoint: `/live` (the process answers), `/ready` (the database answers and says ok) and `/`
 * (what the database reports).
 */
export function createHealthHandler(deps: HealthDeps): (request: Request) => Promise<Response> {
  const { readHealth, log, now = Date.now } = deps;
  let last: { at: number; health: Promise<Record<string, unknown>> } | null = null;

  async function health(): Promise<Record<string, unknown>> {
    if (!last || now() - last.at >= reuseMs) {
      last = { at: now(), health: readHealth() };
    }
    try {
      return await last.health;
    } catch (cause) {
      throw appError('database_unavailable', { cause });
    }
  }

  return createEndpoint({
    slug: 'health',
    log,
    routes: [
      { method: 'GET', path: '/live', handle: async () => json(200, { ok: true }) },
      {
        method: 'GET',
        path: '/ready',
        handle: async () => {
          const ok = (await health()).ok !== false;
          return json(ok ? 200 : 503, { ok });
        },
      },
      {
        method: 'GET',
        path: '/',
        handle: async () => {
          const report = await health();
          return json(report.ok === false ? 503 : 200, { ok: true, ...report });
        },
      },
    ],
  });
}
