import type { Hash64 } from './hash.ts';
import { createPairQueue } from './pair-queue.ts';

/** Messages per second of one business number, as an exact sliding second. */
export interface SlidingSecond {
  /** True (and counted) when fewer than the limit were taken in the last 1000 ms. */
  take(nowMs: number): boolean;
  clear(): void;
}

/** Remembers the last `limit` times in a ring: the oldest of them says whether there is room. */
export function createSlidingSecond(limit: number): SlidingSecond {
  const times = new Float64Array(limit).fill(-Infinity);
  let next = 0;
  return {
    take(nowMs) {
      if ((times[next] ?? 0) > nowMs - 1000) return false;
      times[next] = nowMs;
      next = next + 1 === limit ? 0 : next + 1;
      return true;
    },
    clear() {
      times.fill(-Infinity);
    },
  };
}

/** How fast requests came to a number, whether they were taken or refused. */
export interface Pace {
  /** The most in any 1000 ms, wherever they begin. */
  busiest_second: number;
  /** Requests in each second since the first. */
  per_second: number[];
}

export interface PaceMeter {
  count(nowMs: number): void;
  read(): Pace;
  clear(): void;
}

const HOUR_S = 3600;

/** Counts the requests of one number; the seconds of the first hour are kept. */
export function createPaceMeter(): PaceMeter {
  const recent = createPairQueue();
  let oldest = Number.POSITIVE_INFINITY;
  let first: number | undefined;
  let busiest = 0;
  let perSecond: number[] = [];
  return {
    count(nowMs) {
      first ??= nowMs;
      recent.push(nowMs, 0);
      if (recent.length === 1) oldest = nowMs;
      while (oldest <= nowMs - 1000) {
        recent.shift();
        oldest = recent.peek();
      }
      busiest = Math.max(busiest, recent.length);
      const second = Math.floor((nowMs - first) / 1000);
      if (second >= HOUR_S) return;
      while (perSecond.length <= second) perSecond.push(0);
      perSecond[second] = (perSecond[second] ?? 0) + 1;
    },
    read: () => ({ busiest_second: busiest, per_second: [...perSecond] }),
    clear() {
      recent.clear();
      first = undefined;
      busiest = 0;
      perSecond = [];
    },
  };
}

/** The pair limit of facts §4.1: 1 message in 6 s to the same user, bursts of 45 borrowed from the future. */
export interface PairLimit {
  take(pair: Hash64, nowMs: number): boolean;
  clear(): void;
}

const INTERVAL_MS = 6000;
const BURST = 45;

/**
 * GCRA: per pair only the theoretical arrival time is kept, in an open-addressed table of numbers. When the table
 * fills, pairs whose time has passed are forgotten, so memory follows the rate of sending and not the audience.
 */
export function createPairLimit(): PairLimit {
  let capacity = 4096;
  let his = new Uint32Array(capacity);
  let los = new Uint32Array(capacity);
  let arrivals = new Float64Array(capacity);
  let used = 0;

  function slotOf(hi: number, lo: number): number {
    const mask = capacity - 1;
    let slot = (hi ^ lo) & mask;
    while (arrivals[slot] !== 0 && (his[slot] !== hi || los[slot] !== lo)) slot = (slot + 1) & mask;
    return slot;
  }

  function rebuild(nowMs: number): void {
    const [oldHis, oldLos, oldArrivals] = [his, los, arrivals];
    const live = oldArrivals.reduce((count, arrival) => (arrival > nowMs ? count + 1 : count), 0);
    capacity = 4096;
    while (capacity < live * 4) capacity *= 2;
    his = new Uint32Array(capacity);
    los = new Uint32Array(capacity);
    arrivals = new Float64Array(capacity);
    used = live;
    for (let i = 0; i < oldArrivals.length; i += 1) {
      const arrival = oldArrivals[i] ?? 0;
      if (arrival <= nowMs) continue;
      const slot = slotOf(oldHis[i] ?? 0, oldLos[i] ?? 0);
      his[slot] = oldHis[i] ?? 0;
      los[slot] = oldLos[i] ?? 0;
      arrivals[slot] = arrival;
    }
  }

  return {
    take(pair, nowMs) {
      if (used * 2 >= capacity) rebuild(nowMs);
      const slot = slotOf(pair.hi, pair.lo);
      const known = arrivals[slot] ?? 0;
      const arrival = Math.max(known, nowMs);
      if (arrival - nowMs > INTERVAL_MS * (BURST - 1)) return false;
      if (known === 0) {
        his[slot] = pair.hi;
        los[slot] = pair.lo;
        used += 1;
      }
      arrivals[slot] = arrival + INTERVAL_MS;
      return true;
    },
    clear() {
      his.fill(0);
      los.fill(0);
      arrivals.fill(0);
      used = 0;
    },
  };
}
