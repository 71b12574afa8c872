import { createServer } from 'node:http';
import type { Database } from '../functions/core/database.ts';
import type { SendLatency } from './send_latency.ts';

/** Health and metrics of one worker: GET /live, /ready, /metrics (Prometheus text). Loopback or a private network only. */
export function createStatusServer(deps: {
  sql: Database;
  latency: SendLatency;
  port: number;
  host?: string;
}) {
  const { sql, latency, port, host = '127.0.0.1' } = deps;

  async function health(): Promise<Record<string, number | string>> {
    const [row] = await sql<{ health: Record<string, number | string> }[]>`select private.health() as health`;
    return row?.health ?? {};
  }

  const server = createServer(async (request, response) => {
    const answer = (status: number, body: string, type = 'application/json') =>
      response.writeHead(status, { 'content-type': type }).end(body);
    try {
      if (request.url === '/live') answer(200, '{"status":"ok"}');
      else if (request.url === '/ready') answer(200, JSON.stringify({ status: 'ok', ...(await health()) }));
      else if (request.url === '/metrics')
        answer(200, metrics(await health()) + latency.render(), 'text/plain; version=0.0.4');
      else answer(404, '{"error":{"slug":"not_found","message":"Use /live, /ready or /metrics."}}');
    } catch {
      answer(503, '{"status":"database_unreachable"}');
    }
  });

  return {
    listen: () =>
      new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve)),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** Prometheus lines: the pipeline's figures and the process's memory. */
function metrics(health: Record<string, number | string>): string {
  const gauges: [string, string, number][] = [
    ['wabase_workers', 'Workers alive', Number(health.workers ?? 0)],
    ['wabase_outbox_queued', 'Messages waiting in the outbox', Number(health.queued_messages ?? 0)],
    ['wabase_media_pending', 'Files of messages that are to be moved', Number(health.pending_media ?? 0)],
    ['wabase_outbox_unknown', 'Sends of unknown outcome', Number(health.unknown_messages ?? 0)],
    [
      'wabase_ingest_lag_seconds',
      'Age of the oldest webhook not applied',
      Number(health.oldest_waiting_event_seconds ?? 0),
    ],
    ['process_resident_memory_bytes', 'Resident memory of this worker', process.memoryUsage.rss()],
  ];
  return gauges
    .map(([name, help, value]) => `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${name} ${value}\n`)
    .join('');
}
