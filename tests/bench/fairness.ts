import { setTimeout as sleep } from 'node:timers/promises';
import { DURABLE, type Pipeline, startPipeline } from '../support/pipeline.ts';
import { until } from '../support/programs.ts';
import {
  addContacts,
  anotherNumber,
  connectNumber,
  createTenant,
  draftCampaign,
  provisionNumber,
  type Tenant,
} from '../support/tenant.ts';
import { type BenchResult, percentile, round, say } from './result.ts';

const SLOW_MPS = 5;
const FAST_MPS = 1000;
const B_MPS = 80;
const B_AUDIENCE = 100;
const ROUNDS = 3;
const REPLIES = 25;
const REPLY_EVERY_MS = 60;

/**
 * What a tenant notices of another one on the same worker: A sends two large campaigns, from a number of 5 messages a second and from
 * one of 1,000; B sends campaigns to 100 people while an agent of B replies from the same number. The time from queuing (for a campaign:
 * its launch) to Meta's answer, without A and with it. The figure is the worse ratio of the 95th percentiles; the ceiling is what is
 * allowed. Meta takes 30 to 60 ms to answer.
 */
export async function benchFairness(args: Record<string, number>): Promise<BenchResult> {
  const { recipients = 500_000 } = args;
  say('starting PostgreSQL (durable settings) and the simulator');
  const pipeline = await startPipeline({
    postgres: DURABLE,
    throughputMps: SLOW_MPS,
    faults: { hold_statuses: true, latency_ms: { min: 30, max: 60 } },
    talkative: true,
  });
  try {
    const { sql, tenant: a, simulatorUrl } = pipeline;
    for (const n of [1, 2]) await provisionNumber(simulatorUrl, anotherNumber(n));
    const fast = await connectNumber(sql, a, FAST_MPS, anotherNumber(1));
    const b = await createTenant(sql, B_MPS, anotherNumber(2));
    say(`adding ${recipients} contacts of A`);
    await addContacts(sql, b, B_AUDIENCE);
    await addContacts(sql, a, recipients);
    const worker = await pipeline.startWorker();

    await measure(pipeline, b);
    const alone = await measure(pipeline, b);
    say(`B alone: ${JSON.stringify(alone)}`);
    for (const from of [a, { ...a, ...fast }]) {
      const campaign = await draftCampaign(from);
      await a.asOwner((owner) => owner`select public.launch_campaign(${campaign})`);
    }
    await until('both campaigns of A to be under way', async () => {
      const [row] = await sql<{ n: number }[]>`
        select count(*)::int as n from private.campaign_feeds where brand_id = ${a.brandId} and next_position > 10`;
      return row?.n === 2;
    });
    const before = await pipeline.stats();
    const began = performance.now();
    const beside = await measure(pipeline, b);
    const seconds = (performance.now() - began) / 1000;
    const after = await pipeline.stats();
    say(`B beside A: ${JSON.stringify(beside)}`);
    const aPerSecond = (after.accepted - before.accepted - ROUNDS * (B_AUDIENCE + REPLIES)) / seconds;
    if (aPerSecond < FAST_MPS / 2) {
      throw new Error(`A sent ${round(aPerSecond)} messages a second: beside so little B notices nothing.`);
    }
    const [left] = await sql<{ n: number }[]>`
      select sum(last_position - next_position + 1)::int as n from private.campaign_feeds where brand_id = ${a.brandId}`;
    const ratios = {
      campaign_ratio: round(beside.campaign_p95_ms / alone.campaign_p95_ms, 2),
      agent_ratio: round(beside.agent_p95_ms / alone.agent_p95_ms, 2),
    };
    const worst = Math.max(ratios.campaign_ratio, ratios.agent_ratio);
    return {
      name: 'fairness',
      figure: worst,
      unit: 'times the 95th percentile without A',
      ceiling: 2,
      ratio: round(worst / 2, 3),
      p50_ms: 0,
      p95_ms: beside.agent_p95_ms,
      p99_ms: 0,
      rss_mb: worker.peakRssMb(),
      ...ratios,
      without_a: alone,
      with_a: beside,
      recipients_of_a: recipients * 2,
      left_of_a: left?.n ?? 0,
      a_per_second: round(aPerSecond),
      accepted_more_than_once: after.accepted_more_than_once,
    };
  } finally {
    await pipeline.stop();
  }
}

/** Some campaigns of B one after the other, with an agent's replies meanwhile. */
async function measure(pipeline: Pipeline, b: Tenant) {
  const campaigns: number[] = [];
  const replies: number[] = [];
  for (let turn = 0; turn < ROUNDS; turn++) {
    const campaign = await draftCampaign(b);
    const launched = performance.now();
    await b.asOwner((owner) => owner`select public.launch_campaign(${campaign})`);
    const [ofCampaign, ofAgent] = await Promise.all([
      watch(
        (known) => pipeline.sql<{ id: string }[]>`
        select id from public.messages where campaign_id = ${campaign} and wamid is not null and id <> all (${known}::uuid[])`,
        B_AUDIENCE,
        () => launched,
      ),
      reply(pipeline, b),
    ]);
    campaigns.push(...ofCampaign);
    replies.push(...ofAgent);
  }
  return {
    campaign_p50_ms: share(campaigns, 0.5),
    campaign_p95_ms: share(campaigns, 0.95),
    agent_p50_ms: share(replies, 0.5),
    agent_p95_ms: share(replies, 0.95),
  };
}

const share = (times: number[], at: number) => percentile(Float64Array.from(times).sort(), at);

/** Sends as an agent does and waits for Meta's id of each. */
async function reply({ sql }: Pipeline, b: Tenant): Promise<number[]> {
  const contacts = await sql<{ id: string }[]>`
    select id from public.contacts where brand_id = ${b.brandId} order by id limit ${REPLIES}`;
  const queued = new Map<string, number>();
  let isDone = false;
  const watching = watch(
    (known) => {
      const open = [...queued.keys()].filter((id) => !known.includes(id));
      return sql<{ id: string }[]>`
        select id from public.messages where id = any (${open}::uuid[]) and wamid is not null`;
    },
    contacts.length,
    (id) => queued.get(id) ?? 0,
    () => isDone,
  );
  for (const { id } of contacts) {
    const parameters = [
      { type: 'text', text: 'Ana' },
      { type: 'text', text: '7' },
    ];
    const message = {
      whatsapp_account_id: b.accountId,
      contact_id: id,
      type: 'template',
      template: {
        name: 'order_update',
        language: { code: 'en_US' },
        components: [{ type: 'body', parameters }],
      },
    };
    const began = performance.now();
    const [sent] = await b.asOwner(
      (owner) =>
        owner<{ id: string }[]>`select public.send_message(${owner.json(message)}) ->> 'message_id' as id`,
    );
    if (sent) queued.set(sent.id, began);
    await sleep(REPLY_EVERY_MS);
  }
  isDone = true;
  return watching;
}

/** Looks every few milliseconds which messages have been accepted; milliseconds of each since it was queued. */
async function watch(
  accepted: (known: string[]) => Promise<readonly { id: string }[]>,
  count: number,
  since: (id: string) => number,
  isQueued: () => boolean = () => true,
): Promise<number[]> {
  const known: string[] = [];
  const times: number[] = [];
  const began = performance.now();
  while (known.length < count || !isQueued()) {
    for (const { id } of await accepted(known)) {
      known.push(id);
      times.push(performance.now() - since(id));
    }
    if (performance.now() - began > 120_000)
      throw new Error(`Only ${known.length} of ${count} were accepted.`);
    await sleep(5);
  }
  return times;
}
