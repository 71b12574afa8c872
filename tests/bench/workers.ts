import { DURABLE, type Pipeline, startPipeline, type WorkerProgram } from '../support/pipeline.ts';
import { until } from '../support/programs.ts';
import {
  addContacts,
  anotherNumber,
  connectNumber,
  draftCampaign,
  provisionNumber,
} from '../support/tenant.ts';
import { type BenchResult, round, say } from './result.ts';

const NUMBERS = 3;
const STEADY_MPS = 200;

/**
 * Several workers on one database: messages a second of a campaign from each of three numbers with one worker and with all of them;
 * then, at a steady rate, whichever worker sends is killed: seconds until another one does, and whether anybody got a message twice.
 */
export async function benchWorkers(args: Record<string, number>): Promise<BenchResult> {
  const { messages = 60_000, workers = 3 } = args;
  say('starting PostgreSQL (durable settings), the simulator and a worker');
  const pipeline = await startPipeline({
    postgres: DURABLE,
    faults: { hold_statuses: true },
    talkative: true,
  });
  try {
    const { sql, tenant, simulatorUrl } = pipeline;
    const accounts = [tenant.accountId];
    const templates = [tenant.templateId];
    for (let n = 1; n < NUMBERS; n++) {
      await provisionNumber(simulatorUrl, anotherNumber(n));
      const { accountId, templateId } = await connectNumber(sql, tenant, 1_000_000, anotherNumber(n));
      accounts.push(accountId);
      templates.push(templateId);
    }
    await addContacts(sql, tenant, Math.ceil(messages / NUMBERS));
    const all = [await pipeline.startWorker()];
    const launchAll = () => launch(pipeline, accounts, templates);
    await runToTheEnd(pipeline, await launchAll());
    const one = await runToTheEnd(pipeline, await launchAll());
    say(`one worker: ${round(one.perSecond)} messages/s`);
    while (all.length < workers) all.push(await pipeline.startWorker());
    const several = await runToTheEnd(pipeline, await launchAll());
    say(`${workers} workers: ${round(several.perSecond)} messages/s`);
    const killed = await killWhoeverSends(pipeline, all);
    return {
      name: 'workers',
      figure: round(several.perSecond),
      unit: 'messages/s',
      ceiling: round(one.perSecond),
      ratio: round(several.perSecond / one.perSecond, 3),
      p50_ms: 0,
      p95_ms: 0,
      p99_ms: 0,
      rss_mb: Math.max(...all.map((worker) => worker.peakRssMb())),
      messages: one.accepted,
      workers,
      taken_over_after_s: killed.gaps,
      unknown_after_kills: killed.unknown,
      accepted_more_than_once: one.twice + several.twice + killed.twice,
    };
  } finally {
    await pipeline.stop();
  }
}

/** A campaign to everybody from each number; returns their ids. */
async function launch({ tenant }: Pipeline, accounts: string[], templates: string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const [n, accountId] of accounts.entries()) {
    ids.push(await draftCampaign({ ...tenant, accountId, templateId: templates[n] ?? '' }));
  }
  for (const id of ids) await tenant.asOwner((owner) => owner`select public.launch_campaign(${id})`);
  return ids;
}

async function runToTheEnd(pipeline: Pipeline, campaigns: string[]) {
  const { sql } = pipeline;
  const before = await pipeline.stats();
  const began = performance.now();
  await until(
    'the campaigns to be completed',
    async () => {
      const [row] = await sql<{ n: number }[]>`
        select count(*)::int as n from public.campaigns where id = any (${campaigns}::uuid[]) and status = 'completed'`;
      return row?.n === campaigns.length;
    },
    300_000,
    25,
  );
  const seconds = (performance.now() - began) / 1000;
  const after = await pipeline.stats();
  const accepted = after.accepted - before.accepted;
  return { accepted, perSecond: accepted / seconds, twice: after.accepted_more_than_once };
}

/** Kills, one after the other, the worker that sends at that moment, until one is left. */
async function killWhoeverSends(pipeline: Pipeline, workers: WorkerProgram[]) {
  const { sql, tenant } = pipeline;
  await sql`update public.whatsapp_accounts set throughput_mps = ${STEADY_MPS} where id = ${tenant.accountId}`;
  const campaign = await draftCampaign(tenant);
  await tenant.asOwner((owner) => owner`select public.launch_campaign(${campaign})`);
  const gaps: number[] = [];
  while (workers.length > 1) {
    const sent = await Promise.all(workers.map(sendsOf));
    const victim = await until('one of them to send', async () => {
      for (const [i, worker] of workers.entries()) {
        if ((await sendsOf(worker)) > (sent[i] ?? 0) + 10) return worker;
      }
      return undefined;
    });
    const others = workers.filter((worker) => worker !== victim);
    const before = await Promise.all(others.map(sendsOf));
    await victim.end('SIGKILL');
    const killed = performance.now();
    await until(
      'another one to send',
      async () => {
        const now = await Promise.all(others.map(sendsOf));
        return now.some((count, i) => count > (before[i] ?? 0));
      },
      60_000,
      10,
    );
    gaps.push(round((performance.now() - killed) / 1000, 2));
    say(`taken over after ${gaps.at(-1)} s`);
    workers.splice(workers.indexOf(victim), 1);
  }
  await tenant.asOwner((owner) => owner`select public.pause_campaign(${campaign})`);
  const [unknown] = await sql<{ n: number }[]>`
    select count(*)::int as n from public.messages where campaign_id = ${campaign} and status = 'unknown'`;
  const { accepted_more_than_once } = await pipeline.stats();
  return { gaps, unknown: unknown?.n ?? 0, twice: accepted_more_than_once };
}

/** How many sends a worker has had answered. */
async function sendsOf({ port }: WorkerProgram): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(/^wabase_send_seconds_count (\d+)$/m.exec(text)?.[1] ?? 0);
}
