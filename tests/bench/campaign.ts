import type { Sql } from 'postgres';
import { DURABLE, type Pipeline, startPipeline } from '../support/pipeline.ts';
import { addContacts, draftCampaign, PHONE_NUMBER_ID, TOKEN } from '../support/tenant.ts';
import { httpLoop } from './http_loop.ts';
import { type BenchResult, percentile, round, say } from './result.ts';

const SLOTS = 512;
/** The first campaign of the worker, the same for every size. */
const FIRST = 10_000;

/**
 * A frozen audience through launch → pump → simulator → recorded results, with an unthrottled number. The figure is the send
 * path alone (the simulator holds its statuses), of a worker that has sent a campaign of 10,000 before, as one has that runs for weeks.
 * `first_campaign` is the speed of that one: a new process spends a part of its second and a half on connections, plans and code that is
 * not compiled yet. `with_statuses` is the figure again with sent, delivered and read webhooks flowing back through the webhook
 * function and applied. `preflight_s` is how long an operator waits to be told what the campaign would do. Ceiling: a bare HTTP loop
 * to the same simulator with as many connections and a body of the same shape.
 */
export async function benchCampaign(args: Record<string, number>): Promise<BenchResult> {
  const messages = args.messages ?? 100_000;
  say('starting PostgreSQL (durable settings) and the simulator');
  const pipeline = await startPipeline({ postgres: DURABLE, talkative: true });
  try {
    const { sql, tenant } = pipeline;
    await pipeline.changeFaults({ hold_statuses: true });
    const ceiling = await rawLoop(pipeline, messages);
    say(`ceiling: ${round(ceiling)} requests/s`);
    const first = Math.min(FIRST, messages);
    await addContacts(sql, tenant, first);

    const worker = await pipeline.startWorker({
      slots: SLOTS,
      nodeArgs: ['--max-old-space-size=192', '--max-semi-space-size=8'],
    });
    const cold = await runCampaign(pipeline, first);
    say(`first campaign of a new worker, ${first} messages: ${round(cold.perSecond)} messages/s`);
    await pipeline.resetSimulator();
    await pipeline.changeFaults({ hold_statuses: true });
    say(`adding ${messages - first} contacts`);
    await addContacts(sql, tenant, messages - first, first);
    const preflight = await preflightSeconds(pipeline);
    const alone = await runCampaign(pipeline, messages);
    say(`send path: ${round(alone.perSecond)} messages/s`);
    const latency = await sendLatency(worker.port);
    const rss = worker.peakRssMb();

    await pipeline.startWebhook();
    await pipeline.resetSimulator();
    const flowing = await runCampaign(pipeline, messages);
    say(`with statuses: ${round(flowing.perSecond)} messages/s`);
    const applied = await untilFunnelRests(sql, flowing.campaignId);
    return {
      name: 'campaign',
      figure: round(alone.perSecond),
      unit: 'messages/s',
      ceiling: round(ceiling),
      ratio: round(alone.perSecond / ceiling, 3),
      ...latency,
      rss_mb: rss,
      messages,
      preflight_s: round(preflight, 2),
      freeze_per_second: round(messages / alone.freezeSeconds),
      first_campaign: { messages: first, figure: round(cold.perSecond) },
      accepted_more_than_once:
        cold.acceptedMoreThanOnce + alone.acceptedMoreThanOnce + flowing.acceptedMoreThanOnce,
      with_statuses: {
        figure: round(flowing.perSecond),
        ratio: round(flowing.perSecond / ceiling, 3),
        rss_mb: worker.peakRssMb(),
        settled_after_s: round(applied.seconds, 1),
        funnel: applied.funnel,
      },
    };
  } finally {
    await pipeline.stop();
  }
}

async function rawLoop(pipeline: Pipeline, messages: number): Promise<number> {
  const body = JSON.stringify({
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: '+12000000001',
    type: 'template',
    biz_opaque_callback_data: '01a1f7c0-277c-7ff3-ace2-921308e6558b',
    template: {
      name: 'order_update',
      language: { code: 'en_US' },
      components: [
        {
          type: 'body',
          parameters: [
            { type: 'text', text: 'Contact 1' },
            { type: 'text', text: '1' },
          ],
        },
      ],
    },
  });
  const loop = {
    url: `${pipeline.simulatorUrl}/v26.0/${PHONE_NUMBER_ID}/messages`,
    concurrency: SLOTS,
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    bodies: [{ body }],
  };
  await httpLoop({ ...loop, requests: 10_000 });
  const { per_second, errors } = await httpLoop({ ...loop, requests: Math.min(messages, 100_000) });
  if (errors > 0) throw new Error(`The bare loop saw ${errors} errors.`);
  await pipeline.resetSimulator();
  await pipeline.changeFaults({ hold_statuses: true });
  return per_second;
}

async function preflightSeconds({ tenant }: Pipeline): Promise<number> {
  const campaignId = await draftCampaign(tenant);
  const began = performance.now();
  await tenant.asOwner((owner) => owner`select public.preflight_campaign(${campaignId})`);
  return (performance.now() - began) / 1000;
}

async function runCampaign({ sql, tenant, stats }: Pipeline, messages: number) {
  const campaignId = await draftCampaign(tenant);
  const began = performance.now();
  await tenant.asOwner((owner) => owner`select public.launch_campaign(${campaignId})`);
  // The worker freezes a large audience, and sends from then on.
  let frozen: number | undefined;
  for (;;) {
    const [row] = await sql<
      { status: string }[]
    >`select status from public.campaigns where id = ${campaignId}`;
    if (row?.status !== 'launching') frozen ??= performance.now();
    if (row?.status === 'completed') break;
    if (performance.now() - began > 300_000 + messages)
      throw new Error('The campaign did not end in five minutes and a second for every thousand messages.');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  const freezeSeconds = ((frozen ?? began) - began) / 1000;
  const seconds = (performance.now() - began) / 1000 - freezeSeconds;
  const { accepted, accepted_more_than_once } = await stats();
  if (accepted !== messages) throw new Error(`The simulator accepted ${accepted} of ${messages} messages.`);
  return {
    campaignId,
    perSecond: messages / seconds,
    freezeSeconds,
    acceptedMoreThanOnce: accepted_more_than_once,
  };
}

/** Waits until no status has changed the funnel for two seconds. */
async function untilFunnelRests(sql: Sql, campaignId: string) {
  const began = performance.now();
  let last = '';
  let lastChange = began;
  for (;;) {
    const [funnel] = await sql<Record<string, number>[]>`
      select accepted, sent, delivered, read, failed, unknown from public.campaign_stats where campaign_id = ${campaignId}`;
    const text = JSON.stringify(funnel);
    const now = performance.now();
    if (text !== last) [last, lastChange] = [text, now];
    if (now - lastChange > 2000 || now - began > 120_000)
      return { seconds: (lastChange - began) / 1000, funnel };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Percentiles of the time from calling Meta to its answer, from the worker's own histogram. */
async function sendLatency(port: number): Promise<Pick<BenchResult, 'p50_ms' | 'p95_ms' | 'p99_ms'>> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const buckets = [...text.matchAll(/^wabase_send_seconds_bucket\{le="([^"]+)"\} (\d+)$/gm)].map(
    ([, le, n]) => ({
      le: le === '+Inf' ? Number.POSITIVE_INFINITY : Number(le) * 1000,
      n: Number(n),
    }),
  );
  const total = buckets.at(-1)?.n ?? 0;
  const at = (share: number) =>
    percentile(Float64Array.of(buckets.find(({ n }) => n >= total * share)?.le ?? 0), 0);
  return { p50_ms: at(0.5), p95_ms: at(0.95), p99_ms: at(0.99) };
}
