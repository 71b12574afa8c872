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
} from './facts.ts';

let pipeline: Pipeline;
afterEach(async () => {
  await pipeline.stop();
});

test('a worker killed five times during a campaign sends each message exactly once', async () => {
  const recipients = 5000;
  pipeline = await startPipeline({
    throughputMps: 450,
    faults: {
      latency_ms: { min: 20, max: 80 },
      rate_reset_after_accept: 0.02,
      duplicate_webhooks: 0.2,
      out_of_order_webhooks: 0.2,
    },
  });
  await setGrace(pipeline, '3 seconds');
  await addContacts(pipeline.sql, pipeline.tenant, recipients);
  await pipeline.startWebhook();
  let worker = await pipeline.startWorker();
  const began = performance.now();
  const campaignId = await launch(pipeline);

  for (const at of [300, 1200, 2300, 3400, 4500]) {
    await untilAccepted(pipeline, at);
    await worker.end('SIGKILL');
    worker = await pipeline.startWorker();
  }
  await untilCompleted(pipeline, campaignId);
  const seconds = (performance.now() - began) / 1000;
  await expectEachOnce(pipeline, campaignId, recipients);
  const { resets, webhooks } = await pipeline.stats();
  expect(resets).toBeGreaterThan(50);
  expect(webhooks.duplicated).toBeGreaterThan(5);
  const unknown = await countUnknown(pipeline);
  report('worker killed', { seconds, kills: 5, accepted: recipients, unknown, resets, webhooks });
});
