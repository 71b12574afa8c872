import type { Browser, Page } from 'playwright-core';
import type { StackStatus } from '../../../dev/stack/status.ts';
import { createSimulator } from '../../journeys/simulator.ts';
import { round, say } from '../result.ts';
import type { SignedIn } from './first_load.ts';

/** Pixels a frame, about 17 rows: harder than anybody flings. */
const STEP = 1_200;
/** Messages that come in while one looks, all at once. */
const BURST = 200;

interface Scrolled {
  /** Milliseconds between frames. */
  frames: number[];
  /** The longest task of the page's main thread, by the clock and in its own processor time. */
  longest_task: { ms: number; cpu_ms: number };
  rows: number;
  seconds: number;
  heap_mb: number;
  live: { messages: number; requests: number; longest_frame_ms: number };
}

declare global {
  interface Window {
    frameTimes: number[];
  }
}

/** Scrolls through the whole list as fast as its pages come, then stays at its top while many customers write. */
export async function scrollInbox(
  browser: Browser,
  status: StackStatus,
  state: SignedIn,
  { conversations, seconds }: { conversations: number; seconds: number },
): Promise<Scrolled> {
  const context = await browser.newContext({
    baseURL: status.console_url,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    storageState: state,
  });
  const page = await context.newPage();
  await page.goto('/inbox/');
  const list = page.getByRole('region', { name: 'Inbox' });
  await list.getByRole('button').first().waitFor();
  await page.getByText('Live', { exact: true }).waitFor();
  await page.evaluate(watchFrames);

  await browser.startTracing(page, { categories: ['toplevel'] });
  const started = performance.now();
  const rows = await list.evaluate(scrollDown, { step: STEP, wanted: conversations, limit: seconds * 1000 });
  const took = (performance.now() - started) / 1000;
  const frames = await takeFrames(page);
  const longest_task = longestTask(await browser.stopTracing());
  say(`scrolled ${rows} rows in ${round(took)} s`);

  const session = await context.newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');

  await list.evaluate((node) => node.scrollTo({ top: 0 }));
  let requests = 0;
  page.on('request', (request) => {
    if (request.url().includes('/rest/v1/')) requests += 1;
  });
  const simulator = createSimulator(status.simulator_url);
  const number = status.demo.whatsapp_accounts[0]?.phone_number_id ?? '';
  await takeFrames(page);
  for (let i = 0; i < BURST; i += 1)
    await simulator.inbound({
      phone_number_id: number,
      phone: `+1${2_000_000_001 + i * 37}`,
      type: 'text',
      text: { body: `Is somebody there? ${i}` },
    });
  await list.getByText(`Is somebody there? ${BURST - 1}`).waitFor();
  const live = await takeFrames(page);
  await context.close();
  return {
    frames,
    longest_task,
    rows,
    seconds: round(took, 1),
    heap_mb: round(usedSize / 1e6),
    live: { messages: BURST, requests, longest_frame_ms: round(Math.max(...live)) },
  };
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  args: { name?: string };
  /** Microseconds by the clock. */
  dur?: number;
  /** Microseconds in which the thread had a processor. */
  tdur?: number;
}

function longestTask(trace: Buffer): Scrolled['longest_task'] {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(threadOf),
  );
  let [ms, cpu_ms] = [0, 0];
  for (const event of traceEvents) {
    if (event.ph !== 'X' || !event.name.endsWith('RunTask') || !mains.has(threadOf(event))) continue;
    ms = Math.max(ms, (event.dur ?? 0) / 1000);
    cpu_ms = Math.max(cpu_ms, (event.tdur ?? 0) / 1000);
  }
  return { ms: round(ms, 1), cpu_ms: round(cpu_ms, 1) };
}

/** Runs in the page. */
function watchFrames(): void {
  window.frameTimes = [];
  let last = performance.now();
  const tick = (now: number) => {
    window.frameTimes.push(now - last);
    last = now;
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
}

function takeFrames(page: Page): Promise<number[]> {
  return page.evaluate(() => window.frameTimes.splice(0));
}

/** Runs in the page: a step a frame until the last row is reached or the time is over. @returns rows that lie above */
function scrollDown(
  node: Element,
  { step, wanted, limit }: { step: number; wanted: number; limit: number },
): Promise<number> {
  return new Promise((resolve) => {
    const end = performance.now() + limit;
    const height = node.querySelector('li')?.clientHeight ?? 1;
    const reached = () => Math.round((node.scrollTop + node.clientHeight) / height);
    const tick = () => {
      node.scrollTop += step;
      if (reached() >= wanted || performance.now() > end) resolve(reached());
      else requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
}
