import { afterEach, expect, test } from 'vitest';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { addContacts } from '../support/tenant.ts';
import {
  countUnknown,
  expectEachOnce,
  launch,
  report,
  setGrace,
  untilCompleted,
  untilHandedOver,
} from './facts.ts';

let pipeline: Pipeline;
afterEach(async () => {
  await pipeline.stop();
});

const recipients = 1200;
const healthy = { rate_5xx: 0, rate_timeout: 0, rate_reset_before_accept: 0, rate_reset_after_accept: 0 };

test.each([
  {
    what: '5xx, no answer or a reset, and nothing accepted',
    faults: { rate_5xx: 0.06, rate_timeout: 0.06, timeout_accept_share: 0, rate_reset_before_accept: 0.06 },
    isAccepted: false,
  },
  {
    what: 'no answer or a reset, but accepted',
    faults: { rate_timeout: 0.08, timeout_accept_share: 1, rate_reset_after_accept: 0.08 },
    isAccepted: true,
  },
])(
  'sends in doubt ($what) are settled by their status or resent on evidence, never blindly',
  {
    timeout: 60_000,
  },
  async ({ what, faults, isAccepted }) => {
    pipeline = await startPipeline({
      throughputMps: 400,
      faults: {
        ...faults,
        timeout_ms: 150,
        latency_ms: { min: 5, max: 20 },
        // People read later: these are the statuses that say that Meta still reports on the number.
        status_delays: { read: { min: 3000, max: 5000 } },
      },
    });
    await setGrace(pipeline, '2 seconds');
    await addContacts(pipeline.sql, pipeline.tenant, recipients);
    await pipeline.startWebhook();
    await pipeline.startWorker();
    const began = performance.now();
    const campaignId = await launch(pipeline);
    await untilHandedOver(pipeline, campaignId);
    await pipeline.changeFaults(healthy);
    await untilCompleted(pipeline, campaignId);
    const seconds = (performance.now() - began) / 1000;
    await expectEachOnce(pipeline, campaignId, recipients);
    const [again] = await pipeline.sql<{ n: number; most: number }[]>`
    select count(*)::int as n, coalesce(max(attempts), 1)::int as most from public.messages where attempts > 1`;
    const unknown = await countUnknown(pipeline);
    expect(unknown).toBeGreaterThan(100);
    // A status proves that a send was accepted: then there is no second one.
    expect((again?.n ?? 0) > 100).toBe(!isAccepted);
    report(`in doubt: ${what}`, { seconds, unknown, resent: again?.n, most_attempts: again?.most });
  },
);
