import { afterEach, expect, test } from 'vitest';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { until } from '../support/programs.ts';
import { addContacts } from '../support/tenant.ts';
import {
  countUnknown,
  expectEachOnce,
  launch,
  report,
  setGrace,
  untilAccepted,
  untilCompleted,
} from './facts.ts';
import { CRASH_SAFE, takePostgres } from './postgres_process.ts';

let pipeline: Pipeline;
let server: Awaited<ReturnType<typeof takePostgres>>;
afterEach(async () => {
  await pipeline.stop({ before: () => server.stop() });
});

test.each([
  { signal: 'SIGINT', what: 'shut down' },
  { signal: 'SIGKILL', what: 'killed' },
] as const)(
  'PostgreSQL $what twice during a campaign: worker and webhook live on, nothing is lost or sent twice',
  {
    timeout: 120_000,
  },
  async ({ signal, what }) => {
    const recipients = 3000;
    pipeline = await startPipeline({
      postgres: CRASH_SAFE,
      throughputMps: 450,
      faults: {
        latency_ms: { min: 20, max: 80 },
        rate_reset_after_accept: 0.01,
        duplicate_webhooks: 0.1,
        // A status must not come later than the grace period that this test sets.
        webhook_batch: { retry_base_ms: 100, retry_max_ms: 400 },
      },
    });
    server = await takePostgres(pipeline);
    await setGrace(pipeline, '3 seconds');
    await addContacts(pipeline.sql, pipeline.tenant, recipients);
    const webhook = await pipeline.startWebhook();
    const worker = await pipeline.startWorker();
    const began = performance.now();
    const campaignId = await launch(pipeline);

    const outages: number[] = [];
    const backAfter: number[] = [];
    for (const { at, refusals } of [
      { at: 600, refusals: 3 },
      { at: 1600, refusals: 10 },
    ]) {
      await untilAccepted(pipeline, at);
      const { webhooks } = await pipeline.stats();
      const away = performance.now();
      await server.end(signal);
      await until(
        `${refusals} webhooks are refused`,
        async () => (await pipeline.stats()).webhooks.failed >= webhooks.failed + refusals,
      );
      await server.start();
      const back = performance.now();
      outages.push(Math.round(back - away));
      const { accepted } = await pipeline.stats();
      await untilAccepted(pipeline, Math.min(accepted + 100, recipients), 20_000);
      backAfter.push(Math.round(performance.now() - back));
    }
    await untilCompleted(pipeline, campaignId);
    const seconds = (performance.now() - began) / 1000;
    expect({ worker: worker.isRunning(), webhook: webhook.isRunning() }).toEqual({
      worker: true,
      webhook: true,
    });
    await expectEachOnce(pipeline, campaignId, recipients);
    const { webhooks } = await pipeline.stats();
    expect(webhooks.retried).toBeGreaterThan(0);
    const unknown = await countUnknown(pipeline);
    report(`PostgreSQL ${what}`, {
      seconds,
      outages_ms: outages,
      sends_again_after_ms: backAfter,
      unknown,
      webhooks,
    });
  },
);
