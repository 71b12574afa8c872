import { afterEach, expect, test } from 'vitest';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { addContacts } from '../support/tenant.ts';
import {
  countUnknown,
  expectEachOnce,
  launch,
  report,
  setGrace,
  untilAccepted,
  untilCompleted,
  untilHandedOver,
} from './facts.ts';

let pipeline: Pipeline;
afterEach(async () => {
  await pipeline.stop();
});

const recipients = 600;

/** A campaign whose worker is killed while its last sends hang and never reach Meta; returns how many were accepted. */
async function loseTheLastBatch(read: { min: number; max: number }, expiry: string) {
  pipeline = await startPipeline({ throughputMps: 300, faults: { status_delays: { read } } });
  await setGrace(pipeline, '2 seconds', expiry);
  await addContacts(pipeline.sql, pipeline.tenant, recipients);
  await pipeline.startWebhook();
  const worker = await pipeline.startWorker();
  const campaignId = await launch(pipeline);
  await untilAccepted(pipeline, 450);
  await pipeline.changeFaults({ rate_timeout: 1, timeout_accept_share: 0 });
  await untilHandedOver(pipeline, campaignId);
  await worker.end('SIGKILL');
  const { accepted } = await pipeline.stats();
  expect(accepted).toBeLessThan(recipients - 50);
  await pipeline.changeFaults({ rate_timeout: 0 });
  await pipeline.startWorker();
  return { campaignId, accepted, killed: performance.now() };
}

test('a last batch that never reached Meta is sent once statuses of earlier messages give evidence', async () => {
  const { campaignId, accepted, killed } = await loseTheLastBatch({ min: 3000, max: 5000 }, '1 hour');
  await untilCompleted(pipeline, campaignId);
  const seconds = (performance.now() - killed) / 1000;
  await expectEachOnce(pipeline, campaignId, recipients);
  const unknown = await countUnknown(pipeline);
  report('last batch, later statuses', { seconds_after_kill: seconds, before: accepted, unknown });
});

test('on a number that has fallen silent a last batch is closed as failed after its expiry, and not sent again', async () => {
  const { campaignId, accepted, killed } = await loseTheLastBatch({ min: 100, max: 200 }, '5 seconds');
  await untilCompleted(pipeline, campaignId);
  const seconds = (performance.now() - killed) / 1000;
  await pipeline.untilDrained();
  const stats = await pipeline.stats();
  expect(stats).toMatchObject({ accepted, accepted_more_than_once: 0 });
  const lost = recipients - accepted;
  const [failed] = await pipeline.sql<{ n: number }[]>`
    select count(*)::int as n from public.messages
    where campaign_id = ${campaignId} and status = 'failed' and error_class = 'unknown'`;
  expect(failed?.n).toBe(lost);
  const [funnel] = await pipeline.sql`
    select queued, failed, unknown from public.campaign_stats where campaign_id = ${campaignId}`;
  expect(funnel).toEqual({ queued: 0, failed: stats.decided.failed + lost, unknown: 0 });
  report('last batch, silence', { seconds_after_kill: seconds, accepted, failed: lost });
});
