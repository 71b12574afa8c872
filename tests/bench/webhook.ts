import { createHmac, randomUUID } from 'node:crypto';
import { DURABLE, denoCommand, denoEnvironment, startPipeline } from '../support/pipeline.ts';
import { freePort, untilAnswering } from '../support/programs.ts';
import { PHONE_NUMBER_ID, WABA_ID } from '../support/tenant.ts';
import { httpLoop } from './http_loop.ts';
import { type BenchResult, percentile, round, say } from './result.ts';

/**
 * Signed POSTs of one status each to the webhook function under Deno, answered after the commit. Ceiling: the least a
 * webhook can do in the same runtime against the same database: verify the signature, insert the body, answer 200.
 */
export async function benchWebhook(args: Record<string, number>): Promise<BenchResult> {
  const requests = args.posts ?? 40_000;
  const concurrency = args.concurrency ?? 64;
  say('starting PostgreSQL (durable settings)');
  const pipeline = await startPipeline({ postgres: DURABLE, talkative: true });
  try {
    const { sql, appSecret, webhookUrl: url } = pipeline;
    await sql`create table public.bare_events (id bigint generated always as identity primary key, body text not null)`;
    await sql`grant insert on public.bare_events to wabase_functions`;
    const bodies = signedStatuses(2000, appSecret);
    const loop = { concurrency, headers: { 'content-type': 'application/json' }, bodies };

    const barePort = await freePort();
    const bare = pipeline.start('bare-webhook', denoCommand('tests/bench/bare_webhook.ts'), {
      DB_URL: pipeline.database.url('wabase_functions'),
      APP_SECRET: appSecret,
      ...denoEnvironment(barePort),
    });
    const bareUrl = `http://127.0.0.1:${barePort}/`;
    await untilAnswering(bareUrl);
    await httpLoop({ ...loop, url: bareUrl, requests: 5000 });
    const ceiling = await httpLoop({ ...loop, url: bareUrl, requests });
    say(`ceiling: ${round(ceiling.per_second)} POSTs/s`);
    await bare.stop();

    const webhook = await pipeline.startWebhook();
    await httpLoop({ ...loop, url, requests: 5000 });
    const measured = await httpLoop({ ...loop, url, requests });
    const rss = webhook.peakRssMb();
    const [stored] = await sql<{ n: number }[]>`select count(*)::int as n from private.raw_events`;
    if (stored?.n !== requests + 5000 || measured.errors + ceiling.errors > 0) {
      throw new Error(`${stored?.n} bodies were stored of ${requests + 5000}; ${measured.errors} errors.`);
    }
    return {
      name: 'webhook',
      figure: round(measured.per_second),
      unit: 'POSTs/s',
      ceiling: round(ceiling.per_second),
      ratio: round(measured.per_second / ceiling.per_second, 3),
      p50_ms: percentile(measured.latencies, 0.5),
      p95_ms: percentile(measured.latencies, 0.95),
      p99_ms: percentile(measured.latencies, 0.99),
      rss_mb: rss,
      concurrency,
      posts: requests,
      ceiling_p99_ms: percentile(ceiling.latencies, 0.99),
    };
  } finally {
    await pipeline.stop();
  }
}

function signedStatuses(count: number, secret: string) {
  return Array.from({ length: count }, (_, i) => {
    const status = {
      id: `wamid.BENCH${i}`,
      status: 'delivered',
      timestamp: '1790000123',
      recipient_id: `1${2_000_000_000 + i}`,
      recipient_user_id: `US.${i}`,
      biz_opaque_callback_data: randomUUID(),
      pricing: { billable: true, pricing_model: 'PMP', type: 'regular', category: 'utility' },
    };
    const metadata = { display_phone_number: '15550100001', phone_number_id: PHONE_NUMBER_ID };
    const body = JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: WABA_ID,
          changes: [
            { field: 'messages', value: { messaging_product: 'whatsapp', metadata, statuses: [status] } },
          ],
        },
      ],
    });
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    return { body, headers: { 'x-hub-signature-256': `sha256=${signature}` } };
  });
}
