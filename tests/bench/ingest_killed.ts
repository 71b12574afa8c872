import { deliverWhileKilling } from '../faults/kill_ingest.ts';
import { startPipeline } from '../support/pipeline.ts';
import { type BenchResult, round, say } from './result.ts';

/** The fault test of ingest at any size: fails unless what is stored equals what was sent. The figure includes the restarts. */
export async function benchIngestKilled(args: Record<string, number>): Promise<BenchResult> {
  say('starting PostgreSQL and the simulator');
  const pipeline = await startPipeline({
    faults: {
      duplicate_webhooks: 0.1,
      webhook_batch: { max_updates: 25, retry_base_ms: 100, retry_max_ms: 500 },
    },
  });
  try {
    const figures = await deliverWhileKilling(pipeline, args.events ?? 20_000);
    const perSecond = round(figures.updates / figures.seconds);
    return {
      name: 'ingest-killed',
      figure: perSecond,
      unit: 'events/s',
      ceiling: perSecond,
      ratio: 1,
      p50_ms: 0,
      p95_ms: 0,
      p99_ms: 0,
      rss_mb: 0,
      ...figures,
    };
  } finally {
    await pipeline.stop();
  }
}
