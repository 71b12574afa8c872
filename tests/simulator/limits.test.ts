import { afterEach, expect, test } from 'vitest';
import { createPaceMeter, createPairLimit, createSlidingSecond } from '../../dev/simulator/limits.ts';
import { type Bench, createBench, OTHER_NUMBER, promo } from './client.ts';

let bench: Bench | undefined;
afterEach(async () => {
  await bench?.close();
  bench = undefined;
});

test('a sliding second holds for any second, not for calendar seconds', () => {
  const second = createSlidingSecond(2);
  expect([0, 900, 950, 1000, 1001, 1900].map((at) => second.take(at))).toEqual([
    true,
    true,
    false,
    true,
    false,
    true,
  ]);
});

test('the pace is that of the busiest second, wherever it begins, and of each second since the first request', () => {
  const pace = createPaceMeter();
  for (const at of [10_000, 10_900, 11_000, 11_400, 11_899, 11_900, 13_100]) pace.count(at);
  expect(pace.read()).toEqual({ busiest_second: 4, per_second: [2, 4, 0, 1] });
  pace.clear();
  pace.count(5);
  expect(pace.read()).toEqual({ busiest_second: 1, per_second: [1] });
});

test('the pair limit: a burst of 45, then one in six seconds', () => {
  const limit = createPairLimit();
  const pair = { hi: 1, lo: 2 };
  const burst = Array.from({ length: 46 }, () => limit.take(pair, 1000));
  expect(burst.filter(Boolean)).toHaveLength(45);
  expect(limit.take({ hi: 1, lo: 3 }, 1000)).toBe(true);
  expect([6999, 7000, 7001].map((at) => limit.take(pair, at))).toEqual([false, true, false]);
});

test('the pair limit forgets pairs that are quiet and keeps the busy one', () => {
  const limit = createPairLimit();
  const busy = { hi: 7, lo: 7 };
  for (let i = 0; i < 45; i += 1) limit.take(busy, 0);
  for (let i = 0; i < 20_000; i += 1) limit.take({ hi: 9, lo: i }, i);
  expect(limit.take(busy, 20_000)).toBe(true);
  expect([1, 2, 3].map(() => limit.take(busy, 20_000))).toEqual([true, true, false]);
});

test('above the throughput of a number: 429 with 130429, the other number goes on', async () => {
  bench = await createBench();
  const answers = await Promise.all(
    Array.from({ length: 5 }, (_, i) => bench?.send(promo(`1650555020${i}`), OTHER_NUMBER)),
  );
  expect(answers.map((answer) => answer?.status).sort()).toEqual([200, 200, 200, 429, 429]);
  expect(answers.find((answer) => answer?.status === 429)?.body.error?.code).toBe(130429);
  expect((await bench.send(promo('16505550209'))).status).toBe(200);
  expect(bench.simulator.stats({ phone_number_id: OTHER_NUMBER })).toMatchObject({
    accepted: 3,
    rejected: { 130429: 2 },
  });
});

test('131056 for one pair only, and it can be switched off', async () => {
  bench = await createBench();
  const codes: (number | undefined)[] = [];
  for (let i = 0; i < 46; i += 1) codes.push((await bench.send(promo('16505550300'))).body.error?.code);
  expect(codes.filter((code) => code === undefined)).toHaveLength(45);
  expect(codes.at(-1)).toBe(131056);
  expect((await bench.send(promo('16505550301'))).status).toBe(200);
  await bench.control('POST', 'faults', { enforce_pair_limit: false });
  expect((await bench.send(promo('16505550300'))).status).toBe(200);
});

test('unthrottled lifts both limits', async () => {
  bench = await createBench({ unthrottled: true });
  const answers = await Promise.all(
    Array.from({ length: 60 }, () => bench?.send(promo('16505550400'), OTHER_NUMBER)),
  );
  expect(answers.every((answer) => answer?.status === 200)).toBe(true);
});
