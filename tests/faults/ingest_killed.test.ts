import { afterEach, expect, test } from 'vitest';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { report } from './facts.ts';
import { deliverWhileKilling } from './kill_ingest.ts';

let pipeline: Pipeline;
afterEach(async () => {
  await pipeline.stop();
});

test('webhook function and worker, killed again and again, lose and double nothing of 5,000 mixed events', async () => {
  pipeline = await startPipeline({
    faults: {
      duplicate_webhooks: 0.1,
      webhook_batch: { max_updates: 25, retry_base_ms: 100, retry_max_ms: 500 },
    },
  });
  const figures = await deliverWhileKilling(pipeline, 5000);
  expect(figures.webhooks.duplicated).toBeGreaterThan(5);
  expect(figures.webhooks.retried).toBeGreaterThan(0);
  report('ingest killed', figures);
});
