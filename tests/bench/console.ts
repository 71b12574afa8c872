import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildConsole } from '../../dev/console/build.ts';
import { startChromium } from '../browser/chromium.ts';
import { startTestStack } from '../support/stack.ts';
import { fillInbox } from './console/fill.ts';
import { firstLoads, signedIn } from './console/first_load.ts';
import { scrollInbox } from './console/scroll.ts';
import { type BenchResult, percentile, round, say } from './result.ts';

/** What a frame may take. */
const FRAME_MS = 50;

/**
 * The console in Chromium, served as a static host would, on a stack of its own: what a first visit transfers and when it
 * can be used, then an inbox of many conversations scrolled from its first to its last row. The figure is the longest frame.
 * The browser shares this one machine with the database that it asks, so `longest_task` tells beside the clock's time how long the
 * page's own thread was at work: what a busy machine cannot lengthen.
 */
export async function benchConsole(args: Record<string, number>): Promise<BenchResult> {
  const conversations = args.conversations ?? 100_000;
  const seconds = args.seconds ?? 120;
  say('building the console, starting the stack');
  const folder = mkdtempSync(join(tmpdir(), 'wabase-bench-'));
  const [stack, browser] = await Promise.all([
    startTestStack({ seed: true }),
    startChromium(),
    buildConsole({ logFile: join(folder, 'build.log') }),
  ]);
  try {
    const status = stack.status();
    const state = await signedIn(browser, status);
    const loads = await firstLoads(browser, status, state);
    for (const { path, kilobytes, interactive_ms } of loads)
      say(`${path}: ${kilobytes} KB, usable after ${interactive_ms} ms`);

    say(`writing ${conversations} conversations`);
    await fillInbox(status, conversations);
    const scrolled = await scrollInbox(browser, status, state, { conversations, seconds });
    const frames = Float64Array.from(scrolled.frames).sort();
    const longest = percentile(frames, 1);
    say(`longest frame ${longest} ms, ${scrolled.rows} rows in ${scrolled.seconds} s`);
    return {
      name: 'console',
      figure: longest,
      unit: 'ms',
      ceiling: FRAME_MS,
      ratio: round(longest / FRAME_MS, 2),
      p50_ms: percentile(frames, 0.5),
      p95_ms: percentile(frames, 0.95),
      p99_ms: percentile(frames, 0.99),
      rss_mb: scrolled.heap_mb,
      conversations,
      rows_scrolled: scrolled.rows,
      seconds: scrolled.seconds,
      frames: frames.length,
      frames_over_50_ms: frames.filter((frame) => frame > FRAME_MS).length,
      longest_task: scrolled.longest_task,
      live: scrolled.live,
      first_loads: loads,
    };
  } finally {
    await browser.close();
    await stack.stop();
  }
}
