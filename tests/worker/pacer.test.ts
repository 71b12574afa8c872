import { expect, test } from 'vitest';
import { createPacer } from '../../worker/tasks/outbox/pacer.ts';

const SPACING = 12.5;

/** A clock and a timer that only the test moves; `late` is how much later than asked each timer fires. */
function clock() {
  let at = 1000;
  let late = 0;
  let timers: { at: number; run: () => void }[] = [];
  return {
    now: () => at,
    setTimer: (run: () => void, ms: number) => timers.push({ at: at + ms, run }),
    stall(ms: number) {
      late = ms;
    },
    /** Moves to each timer in turn until none is left or the time is over. */
    runUntil(end: number) {
      for (;;) {
        const [timer] = timers.sort((a, b) => a.at - b.at);
        if (!timer || timer.at > end) break;
        timers = timers.filter((one) => one !== timer);
        at = Math.max(at, timer.at) + late;
        late = 0;
        timer.run();
      }
      at = Math.max(at, end);
    },
  };
}

function paced(n: number, from: number, claimedAt: number) {
  return Array.from({ length: n }, (_, i) => ({
    send_at: from + i * SPACING,
    claimed_at: claimedAt,
    spacing: SPACING,
  }));
}

/** The database's clock is far from ours. */
const DB = 1_700_000_000_000;

function watch(time: ReturnType<typeof clock>) {
  const left: number[] = [];
  const pacer = createPacer({ ...time, go: () => void left.push(time.now()) });
  return { left, pacer };
}

test('messages leave at their moments, by the clock of the database', () => {
  const time = clock();
  const { left, pacer } = watch(time);
  pacer.add(paced(4, DB, DB));
  time.runUntil(2000);
  expect(left).toEqual([1000, 1012.5, 1025, 1037.5]);
});

test('a claim whose answer took long does not shift its messages', () => {
  const time = clock();
  const { left, pacer } = watch(time);
  pacer.add(paced(1, DB, DB));
  time.runUntil(1060);
  // Claimed at DB + 40, answered 20 ms later than the first.
  pacer.add(paced(2, DB + 100, DB + 40));
  time.runUntil(2000);
  expect(left).toEqual([1000, 1100, 1112.5]);
});

/** The most that left in any second, wherever it begins. */
function busiestSecond(left: number[]): number {
  return Math.max(...left.map((from) => left.filter((at) => at >= from && at < from + 1000).length));
}

/** The moments of a number of 80 a second, as private.take_slots gives them out. */
const SLOT = 1000 / 79.2;
function slots(n: number, from: number) {
  return paced(n, 0, DB).map((one, i) => ({ ...one, send_at: from + i * SLOT, spacing: SLOT }));
}

test('after pauses of the process nothing is lost, and no second sees more than Meta allows', () => {
  const time = clock();
  const { left, pacer } = watch(time);
  pacer.add(slots(800, DB));
  for (const [at, ms] of [
    [1300, 60],
    [2000, 35],
    [2340, 200],
    [5000, 12],
  ] as const) {
    time.runUntil(at);
    time.stall(ms);
  }
  time.runUntil(1000 + 800 * SLOT + 5);
  expect(left).toHaveLength(800);
  expect(busiestSecond(left)).toBeLessThanOrEqual(80);
  const gaps = left.slice(80).map((at, i) => at - (left[i] ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1005.5);
});

test('who goes on with a number that was late leaves room for what was', () => {
  const time = clock();
  const { left, pacer } = watch(time);
  pacer.add(slots(100, DB));
  time.runUntil(1900);
  time.stall(90);
  time.runUntil(3000);
  expect(pacer.lateness()).toBeGreaterThan(80);
  expect(pacer.lateness()).toBeLessThanOrEqual(90);
  const next = watch(time);
  next.pacer.add(
    slots(100, DB + 100 * SLOT + pacer.lateness()).map((one) => ({ ...one, claimed_at: DB + 2000 })),
  );
  time.runUntil(6000);
  expect(busiestSecond([...left, ...next.left])).toBeLessThanOrEqual(80);
});

test('timers that are always a little late do not slow a number down', () => {
  const time = clock();
  const left: number[] = [];
  const pacer = createPacer({
    ...time,
    setTimer: (run, ms) => time.setTimer(run, ms + 3.5),
    go: () => void left.push(time.now()),
  });
  pacer.add(slots(80 * 20, DB));
  time.runUntil(1000 + 80 * 20 * SLOT + 10);
  expect(left).toHaveLength(80 * 20);
});

test('one that was on time costs the next one nothing', () => {
  const time = clock();
  const { pacer } = watch(time);
  pacer.add(slots(100, DB));
  time.runUntil(3000);
  expect(pacer.lateness()).toBe(0);
});

test('waiting for the last moment ends with it', async () => {
  const time = clock();
  const { left, pacer } = watch(time);
  await pacer.untilEmpty();
  pacer.add(slots(3, DB));
  const empty = pacer.untilEmpty();
  time.runUntil(2000);
  await empty;
  expect(left).toHaveLength(3);
});

test('a number without a limit worth the name sends all at once', () => {
  const time = clock();
  const { left, pacer } = watch(time);
  pacer.add(paced(256, DB, DB).map((one, i) => ({ ...one, send_at: DB + i / 1000, spacing: 0.001 })));
  expect(left).toHaveLength(256);
});

test('what is claimed while others wait leaves after them', () => {
  const time = clock();
  const left: string[] = [];
  const pacer = createPacer<ReturnType<typeof paced>[number] & { name: string }>({
    ...time,
    go: ({ name }) => void left.push(name),
  });
  pacer.add(paced(2, DB + 20, DB).map((one) => ({ ...one, name: 'first' })));
  pacer.add(paced(2, DB + 45, DB).map((one) => ({ ...one, name: 'second' })));
  time.runUntil(2000);
  expect(left).toEqual(['first', 'first', 'second', 'second']);
});
