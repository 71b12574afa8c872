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

test('after a pause of the process what is late does not leave all at once, and catches up in time', () => {
  const time = clock();
  const { left, pacer } = watch(time);
  pacer.add(paced(400, DB, DB));
  time.stall(60);
  time.runUntil(8000);
  expect(left).toHaveLength(400);
  const gaps = left.slice(1).map((at, i) => at - (left[i] ?? 0));
  // The one right after the pause may make up for the four milliseconds that a computer may always be late.
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(SPACING * 0.995 - 4.5);
  const busiest = Math.max(...left.map((from) => left.filter((at) => at >= from && at < from + 1000).length));
  expect(busiest).toBeLessThanOrEqual(81);
  const slowFor = left.map((at, i) => at - (1000 + i * SPACING));
  expect(slowFor[10]).toBeGreaterThan(50);
  expect(slowFor.at(-1)).toBeLessThan(slowFor[10] ?? 0);
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
