import { createServer } from 'node:http';
import { z } from 'zod';
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

  async function describe(): Promise<string> {
    const [row] = await sql<{ metrics: unknown }[]>`select private.metrics() as metrics`;
    return pipelineMetrics(await health()) + sendingMetrics(sendingSchema.parse(row?.metrics));
  }

  const server = createServer(async (request, response) => {
    const answer = (status: number, body: string, type = 'application/json') =>
      response.writeHead(status, { 'content-type': type }).end(body);
    try {
      if (request.url === '/live') answer(200, '{"status":"ok"}');
      else if (request.url === '/ready') answer(200, JSON.stringify({ status: 'ok', ...(await health()) }));
      else if (request.url === '/metrics')
        answer(200, (await describe()) + latency.render(), 'text/plain; version=0.0.4');
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

const counts = z.record(z.string(), z.number());
/** What private.metrics() tells. */
const sendingSchema = z.object({
  outbox: counts,
  oldest_due_seconds: z.number(),
  oldest_unknown_seconds: z.number(),
  campaigns: counts,
  campaigns_waiting: z.number(),
  breakers: counts,
  cooling: z.array(z.object({ id: z.string(), code: z.number().nullable(), seconds: z.number() })),
  numbers: z.array(
    z.object({
      id: z.string(),
      waiting: z.number(),
      booked_seconds: z.number().nullable(),
      pace: z.number().nullable(),
    }),
  ),
});

type Sample = [labels: string, value: number];

/** One metric of Prometheus's text format. */
function gauge(name: string, help: string, samples: Sample[]): string {
  const lines = samples.map(([labels, value]) => `${name}${labels} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.join('')}`;
}

const by = (label: string, values: Record<string, number>): Sample[] =>
  Object.entries(values).map(([value, n]) => [`{${label}="${value}"}`, n]);

/** The state of ingest, files and this process. */
function pipelineMetrics(health: Record<string, number | string>): string {
  const gauges: [string, string, number][] = [
    ['wabase_workers', 'Workers alive', Number(health.workers ?? 0)],
    ['wabase_media_pending', 'Files of messages that are to be moved', Number(health.pending_media ?? 0)],
    [
      'wabase_ingest_lag_seconds',
      'Age of the oldest webhook not applied',
      Number(health.oldest_waiting_event_seconds ?? 0),
    ],
    ['process_resident_memory_bytes', 'Resident memory of this worker', process.memoryUsage.rss()],
  ];
  return gauges.map(([name, help, value]) => gauge(name, help, [['', value]])).join('');
}

/** The state of sending. Numbers are labels, so only the twenty with most to send are told apart. */
function sendingMetrics(sending: z.infer<typeof sendingSchema>): string {
  const { outbox, campaigns, breakers, cooling, numbers } = sending;
  const each = (value: (of: (typeof numbers)[number]) => number | null): Sample[] =>
    numbers.map((of) => [`{number="${of.id}"}`, value(of) ?? 0]);
  return [
    gauge('wabase_outbox_messages', 'Messages in the outbox by state', by('state', outbox)),
    gauge('wabase_outbox_queued', 'Messages waiting in the outbox', [['', outbox.queued ?? 0]]),
    gauge('wabase_outbox_unknown', 'Sends of unknown outcome', [['', outbox.unknown ?? 0]]),
    gauge('wabase_outbox_oldest_due_seconds', 'How long the oldest message that is due has waited', [
      ['', sending.oldest_due_seconds],
    ]),
    gauge('wabase_outbox_oldest_unknown_seconds', 'How long the oldest send of unknown outcome has been so', [
      ['', sending.oldest_unknown_seconds],
    ]),
    gauge('wabase_campaigns', 'Launched campaigns by state', by('state', campaigns)),
    gauge('wabase_campaigns_waiting', 'Campaigns that are scheduled or being launched', [
      ['', sending.campaigns_waiting],
    ]),
    gauge(
      'wabase_breakers',
      'Accounts whose sends get no answer, by state of their breaker',
      by('state', breakers),
    ),
    gauge(
      'wabase_number_cooling_seconds',
      'How long a number that Meta found too fast still rests',
      cooling.map(({ id, code, seconds }) => [`{number="${id}",code="${code ?? ''}"}`, seconds]),
    ),
    gauge(
      'wabase_number_waiting',
      'What a number has to send, campaigns included',
      each((n) => n.waiting),
    ),
    gauge(
      'wabase_number_booked_seconds',
      'How far ahead the rate of a number is used up',
      each((n) => n.booked_seconds),
    ),
    gauge(
      'wabase_number_pace',
      'Share of its rate at which a number sends',
      each((n) => n.pace ?? 1),
    ),
  ].join('');
}
