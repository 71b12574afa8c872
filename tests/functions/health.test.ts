import { describe, expect, it, vi } from 'vitest';
import { createLogger } from '../../functions/core/log.ts';
import { createHealthHandler } from '../../functions/health/handler.ts';

function setUp(readHealth: () => Promise<Record<string, unknown>>) {
  let clock = 0;
  const lines: string[] = [];
  const log = createLogger({ write: (line) => lines.push(line) });
  const handle = createHealthHandler({ readHealth, log, now: () => clock });
  const get = (path: string, method = 'GET') =>
    handle(new Request(`http://localhost/health${path}`, { method }));
  return { get, lines, advance: (ms: number) => (clock += ms) };
}

const down = () => Promise.reject(new Error('password authentication failed'));

describe('health', () => {
  it('is live without a database', async () => {
    const response = await setUp(down).get('/live');
    expect([response.status, await response.json()]).toEqual([200, { ok: true }]);
  });

  it('reports what the database says', async () => {
    const { get } = setUp(async () => ({ database: 'ok', queued_messages: 3 }));
    expect(await (await get('')).json()).toEqual({ ok: true, database: 'ok', queued_messages: 3 });
    expect((await get('/ready')).status).toBe(200);
  });

  it('is not ready when the database says no', async () => {
    const { get } = setUp(async () => ({ ok: false, reason: 'no partition' }));
    expect((await get('/ready')).status).toBe(503);
    expect(await (await get('/')).json()).toEqual({ ok: false, reason: 'no partition' });
  });

  it('is not ready when the database is away, and does not say why', async () => {
    const { get, lines } = setUp(down);
    const response = await get('/ready');
    expect(response.status).toBe(503);
    const body = await response.json();
    expect(body.error).toMatchObject({ slug: 'database_unavailable', request_id: expect.any(String) });
    expect(JSON.stringify(body)).not.toContain('password');
    expect(lines.join()).toContain('request_failed');
  });

  it('asks the database at most once a second', async () => {
    const readHealth = vi.fn(async () => ({ database: 'ok' }));
    const { get, advance } = setUp(readHealth);
    await Promise.all([get('/ready'), get('/ready'), get('')]);
    advance(999);
    await get('/ready');
    expect(readHealth).toHaveBeenCalledTimes(1);
    advance(1);
    await get('/ready');
    expect(readHealth).toHaveBeenCalledTimes(2);
  });

  it('answers unknown paths, methods and preflights clearly', async () => {
    const { get } = setUp(down);
    const unknown = await get('/nothing');
    expect([unknown.status, (await unknown.json()).error.slug]).toEqual([404, 'route_not_found']);
    const method = await get('/live', 'POST');
    expect([method.status, method.headers.get('allow')]).toEqual([405, 'GET, OPTIONS']);
    const preflight = await get('/live', 'OPTIONS');
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
  });
});
