import { sendAtFullRate } from '../faults/throttle_story.ts';
import { DURABLE, startPipeline } from '../support/pipeline.ts';
import { type BenchResult, round, say } from './result.ts';

/**
 * How near to its rate a number sends with several workers, and that no second sees more: the figure is the mean of all seconds, the
 * ceiling the rate itself. The simulator counts each sliding second and refuses what is too much.
 */
export async function benchThrottle(args: Record<string, number>): Promise<BenchResult> {
  const { mps = 80, seconds = 60, workers = 3 } = args;
  say(`starting PostgreSQL (durable settings), the simulator and ${workers} workers`);
  const pipeline = await startPipeline({
    postgres: DURABLE,
    throughputMps: mps,
    metaMps: mps,
    // Nobody takes them here, and to offer them again and again would make the simulator late.
    faults: { hold_statuses: true },
    talkative: true,
  });
  try {
    const run = await sendAtFullRate(pipeline, { mps, seconds, workers });
    const mean = run.per_second.reduce((sum, n) => sum + n, 0) / run.per_second.length;
    return {
      name: 'throttle',
      figure: round(mean, 2),
      unit: 'messages/s',
      ceiling: mps,
      ratio: round(mean / mps, 4),
      p50_ms: 0,
      p95_ms: 0,
      p99_ms: 0,
      rss_mb: 0,
      slowest_second: Math.min(...run.per_second),
      busiest_second: Math.max(...run.per_second),
      busiest_sliding_second: run.busiest_second,
      seconds_within_two_percent: run.per_second.filter((n) => Math.abs(n - mps) <= mps * 0.02).length,
      seconds,
      refused_130429: run.refused,
      workers: run.pumped_by,
    };
  } finally {
    await pipeline.stop();
  }
}
