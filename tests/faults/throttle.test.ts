import { afterEach, expect, test } from 'vitest';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { report } from './facts.ts';
import { sendAtFullRate } from './throttle_story.ts';

let pipeline: Pipeline;
afterEach(() => pipeline.stop());

test('three workers that want one number hand it on to each other and keep its rate', async () => {
  const mps = 80;
  const seconds = 5;
  // The simulator allows more: how evenly a busy computer sends is for the bench, how much is for this test.
  pipeline = await startPipeline({ throughputMps: mps, metaMps: mps * 4 });
  const began = performance.now();
  const run = await sendAtFullRate(pipeline, { mps, seconds, workers: 3, jobs: 2 });
  const most = mps * ((performance.now() - began) / 1000);
  report('throttle', { ...run, per_second: run.per_second.join(' ') });
  expect(run.refused).toBe(0);
  expect(run.accepted).toBeGreaterThan(mps);
  // Never more than the rate allows, however often it is claimed.
  expect(run.accepted).toBeLessThanOrEqual(most);
  const [sent] = await pipeline.sql`
    select count(*)::int as n, count(distinct contact_id)::int as people, max(attempts)::int as attempts
    from public.messages where direction = 'outbound'`;
  expect(sent?.n).toBe(sent?.people);
  expect(sent?.attempts).toBe(1);
});
