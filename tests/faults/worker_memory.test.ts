import { afterEach, expect, test } from 'vitest';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { addContacts } from '../support/tenant.ts';
import { expectEachOnce, launch, report, untilCompleted } from './facts.ts';

let pipeline: Pipeline;
afterEach(async () => {
  await pipeline.stop();
});

test('one worker sends 20,000 messages and applies their statuses in less than 250 MB', async () => {
  const recipients = 20_000;
  pipeline = await startPipeline({ faults: { delivered_share: 0.2 } });
  await addContacts(pipeline.sql, pipeline.tenant, recipients);
  await pipeline.startWebhook();
  const worker = await pipeline.startWorker({
    nodeArgs: ['--max-old-space-size=192', '--max-semi-space-size=8'],
  });
  const began = performance.now();
  const campaignId = await launch(pipeline);
  await untilCompleted(pipeline, campaignId);
  const seconds = (performance.now() - began) / 1000;
  await expectEachOnce(pipeline, campaignId, recipients);
  const drained = (performance.now() - began) / 1000;
  const peak = worker.peakRssMb();
  expect(peak).toBeLessThan(250);
  report('memory', { recipients, seconds, drained_seconds: drained, peak_rss_mb: peak });
});
