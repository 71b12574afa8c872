import { deepEqual, equal } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { watchDoubt } from '../faults/doubt.ts';
import { CRASH_SAFE, takePostgres } from '../faults/postgres_process.ts';
import { type Pipeline, startPipeline, type WorkerProgram } from '../support/pipeline.ts';
import { until } from '../support/programs.ts';
import { addContacts, draftCampaign } from '../support/tenant.ts';
import { type BenchResult, round, say } from './result.ts';

/**
 * Rest between outages of Meta, in seconds. The breaker of an account stays open twice as long after each that comes soon
 * after the last: without a rest it would be open most of the time, and little would be under way to be broken.
 */
const BETWEEN_OUTAGES_S = 150;
/** Nothing more is broken after so long. */
const LONGEST_MS = 600_000;

/** Evidence gathers for so long, in seconds: longer than statuses are ever held back here. */
const GRACE_S = 8;

const CALM = {
  rate_5xx: 0,
  rate_reset_after_accept: 0,
  duplicate_webhooks: 0,
  out_of_order_webhooks: 0,
  hold_statuses: false,
};

/**
 * One campaign through two workers while something breaks every few seconds: a worker is killed, PostgreSQL is killed or shut
 * down, the simulator answers nothing but 5xx for a while, resets connections after it accepted, duplicates, disorders or
 * holds back statuses. Fails unless everybody whom the simulator did not refuse for good was accepted exactly once, no send was
 * repeated without evidence, nothing is left open and the funnel equals a count of the messages. The figure includes all outages.
 */
export async function benchChaos(args: Record<string, number>): Promise<BenchResult> {
  const recipients = args.recipients ?? 10_000;
  const every = args.every ?? 5;
  const outage = args.outage ?? 30;
  const mps = args.mps ?? Math.max(100, Math.round(recipients / 75));
  say('starting PostgreSQL and the simulator');
  const pipeline = await startPipeline({
    postgres: CRASH_SAFE,
    throughputMps: mps,
    faults: {
      latency_ms: { min: 10, max: 60 },
      // Late enough that the last statuses say that Meta still reports on the number.
      status_delays: { read: { min: 4000, max: 14_000 } },
      webhook_batch: { retry_base_ms: 100, retry_max_ms: 400 },
    },
  });
  const server = await takePostgres(pipeline);
  try {
    const { sql, tenant } = pipeline;
    await sql`update private.settings set unknown_grace = ${`${GRACE_S} seconds`}::interval`;
    const doubt = await watchDoubt(sql);
    await addContacts(sql, tenant, recipients);
    await pipeline.startWebhook();
    const workers = [await pipeline.startWorker(), await pipeline.startWorker()];
    const campaignId = await draftCampaign(tenant);
    const began = performance.now();
    await tenant.asOwner((owner) => owner`select public.launch_campaign(${campaignId})`);

    const happened = await breakThings({ pipeline, server, workers, recipients, every, outage });
    await pipeline.changeFaults(CALM);
    const calm = performance.now();
    await until(
      'the campaign is completed',
      async () => (await statusOf(pipeline, campaignId)) === 'completed',
      480_000,
      100,
    );
    const completed = performance.now();
    await pipeline.untilDrained(120_000);

    const facts = await factsOf(pipeline, campaignId, recipients);
    const doubts = await doubt.figures();
    deepEqual({ blind: doubts.blind_resends, left: doubts.unknown_left }, { blind: 0, left: 0 });
    const perSecond = round(recipients / ((completed - began) / 1000));
    return {
      name: 'chaos',
      figure: perSecond,
      unit: 'messages/s',
      ceiling: mps,
      ratio: round(perSecond / mps, 3),
      p50_ms: 0,
      p95_ms: 0,
      p99_ms: 0,
      rss_mb: Math.max(...workers.filter((w) => w.isRunning()).map((w) => w.peakRssMb())),
      recipients,
      seconds: round((completed - began) / 1000, 1),
      happened,
      ...facts,
      ...doubts,
      settled_after_calm_s: round((completed - calm) / 1000, 1),
    };
  } finally {
    await pipeline.stop({ before: () => server.stop() });
  }
}

interface Chaos {
  pipeline: Pipeline;
  server: Awaited<ReturnType<typeof takePostgres>>;
  workers: WorkerProgram[];
  recipients: number;
  every: number;
  outage: number;
}

/** Breaks one thing after the other until nine tenths are accepted, ten minutes at most; returns how often each happened. */
async function breakThings(chaos: Chaos): Promise<Record<string, number>> {
  const { pipeline, server, workers, recipients, every, outage } = chaos;
  const mends: Promise<void>[] = [];
  const mendAfter = (seconds: number, patch: Parameters<Pipeline['changeFaults']>[0]) => {
    mends.push(sleep(seconds * 1000).then(() => pipeline.changeFaults(patch)));
  };
  const restart = async (signal: 'SIGINT' | 'SIGKILL') => {
    await server.end(signal);
    await sleep(1000);
    await server.start();
  };
  const events: [string, () => Promise<void>][] = [
    [
      'worker_killed',
      async () => {
        await workers.shift()?.end('SIGKILL');
        workers.push(await pipeline.startWorker());
      },
    ],
    [
      'reset_after_accept',
      async () => {
        await pipeline.changeFaults({ rate_reset_after_accept: 0.2 });
        mendAfter(every, { rate_reset_after_accept: 0 });
      },
    ],
    ['postgres_killed', () => restart('SIGKILL')],
    [
      'statuses_duplicated_and_disordered',
      async () => {
        await pipeline.changeFaults({ duplicate_webhooks: 0.3, out_of_order_webhooks: 0.3 });
        mendAfter(2 * every, { duplicate_webhooks: 0, out_of_order_webhooks: 0 });
      },
    ],
    [
      'outage_5xx',
      async () => {
        await pipeline.changeFaults({ rate_5xx: 1 });
        mendAfter(outage, { rate_5xx: 0 });
      },
    ],
    [
      'statuses_held',
      async () => {
        await pipeline.changeFaults({ hold_statuses: true });
        mendAfter(every, { hold_statuses: false });
      },
    ],
    ['postgres_restarted', () => restart('SIGINT')],
  ];
  const happened: Record<string, number> = {};
  const began = performance.now();
  let nextOutage = 0;
  for (let turn = 0; ; turn++) {
    const [name, happen] = events[turn % events.length] ?? ['nothing', async () => {}];
    if (name === 'outage_5xx') {
      if (performance.now() < nextOutage) continue;
      nextOutage = performance.now() + (outage + BETWEEN_OUTAGES_S) * 1000;
    }
    await sleep(every * 1000);
    const { accepted } = await pipeline.stats();
    if (accepted >= recipients * 0.9 || performance.now() - began > LONGEST_MS) break;
    say(`${accepted} accepted; ${name}`);
    await happen();
    happened[name] = (happened[name] ?? 0) + 1;
  }
  await Promise.all(mends);
  return happened;
}

async function statusOf({ sql }: Pipeline, campaignId: string): Promise<string | undefined> {
  const [row] = await sql<{ status: string }[]>`select status from public.campaigns where id = ${campaignId}`;
  return row?.status;
}

/** What must hold at the end, whatever happened; throws when it does not. */
async function factsOf(pipeline: Pipeline, campaignId: string, recipients: number) {
  const { sql } = pipeline;
  const { accepted, distinct_recipients, accepted_more_than_once } = await pipeline.stats();
  const [messages] = await sql<{ all: number; refused: number; again: number; most: number }[]>`
    select count(*)::int as all, (count(*) filter (where status = 'failed' and wamid is null))::int as refused,
      (count(*) filter (where attempts > 1))::int as again, max(attempts)::int as most
    from public.messages where campaign_id = ${campaignId}`;
  const refused = messages?.refused ?? 0;
  deepEqual(
    { accepted, distinct_recipients, accepted_more_than_once, messages: messages?.all },
    {
      accepted: recipients - refused,
      distinct_recipients: recipients - refused,
      accepted_more_than_once: 0,
      messages: recipients,
    },
  );
  const [open] = await sql<{ n: number }[]>`select count(*)::int as n from private.outbox`;
  equal(open?.n, 0);
  const [funnel] = await sql<Record<string, number>[]>`
    select accepted, sent, delivered, read, failed, unknown from public.campaign_stats where campaign_id = ${campaignId}`;
  const [counted] = await sql<Record<string, number>[]>`
    select (count(*) filter (where wamid is not null))::int as accepted,
      (count(*) filter (where sent_at is not null or status in ('delivered', 'read', 'played')))::int as sent,
      (count(*) filter (where status in ('delivered', 'read', 'played')))::int as delivered,
      (count(*) filter (where status in ('read', 'played')))::int as read,
      (count(*) filter (where status = 'failed'))::int as failed, 0 as unknown
    from public.messages where campaign_id = ${campaignId}`;
  deepEqual({ ...funnel }, { ...counted });
  return {
    accepted_once: accepted,
    accepted_more_than_once,
    refused_for_good: refused,
    sent_again: messages?.again ?? 0,
    most_attempts: messages?.most ?? 0,
    funnel,
  };
}
