import { afterEach, expect, test } from 'vitest';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { addContacts } from '../support/tenant.ts';
import { expectEachOnce, launch, report, untilAccepted, untilCompleted } from './facts.ts';

let pipeline: Pipeline;
afterEach(async () => {
  await pipeline.stop();
});

test('a worker that is asked to stop during a campaign leaves nothing in flight', async () => {
  const recipients = 2000;
  pipeline = await startPipeline({ throughputMps: 800, faults: { latency_ms: { min: 50, max: 400 } } });
  const { sql } = pipeline;
  await addContacts(sql, pipeline.tenant, recipients);
  await pipeline.startWebhook();
  let worker = await pipeline.startWorker();
  const campaignId = await launch(pipeline);

  const stops: number[] = [];
  for (const at of [400, 1000]) {
    await untilAccepted(pipeline, at);
    const [open] = await sql<
      { n: number }[]
    >`select count(*)::int as n from private.outbox where status = 'sending'`;
    expect(open?.n).toBeGreaterThan(0);
    const asked = performance.now();
    await worker.end('SIGTERM');
    stops.push(Math.round(performance.now() - asked));
    expect(await sql`select status, count(*)::int from private.outbox group by status`).toEqual([]);
    expect(
      await sql`
      select id, task_identifier from graphile_worker.jobs where locked_at is not null`,
    ).toEqual([]);
    const { accepted } = await pipeline.stats();
    const [known] = await sql<{ n: number }[]>`
      select count(*)::int as n from public.messages where campaign_id = ${campaignId} and wamid is not null`;
    expect(known?.n).toBe(accepted);
    worker = await pipeline.startWorker();
  }
  await untilCompleted(pipeline, campaignId);
  await expectEachOnce(pipeline, campaignId, recipients);
  // It ended by itself: not because it took too long.
  expect(pipeline.logs()).not.toContain('worker_stop_took_too_long');
  report('worker stopped', { stops_ms: stops, accepted: recipients });
});
