import { afterEach, expect, test } from 'vitest';
import type { FaultsPatch } from '../../dev/simulator/faults.ts';
import { type Bench, createBench, promo } from './client.ts';

let bench: Bench;
afterEach(() => bench.close());

const ALL_READ: FaultsPatch = { failed_share: 0, delivered_share: 1, read_share: 1, unthrottled: true };

test('reset after accept: the caller sees a broken connection, the message goes out', async () => {
  bench = await createBench({ ...ALL_READ, rate_reset_after_accept: 1 });
  await expect(bench.send(promo('16505550100', 'm1'))).rejects.toThrow();
  await bench.control('POST', 'faults', { rate_reset_after_accept: 0 });
  await bench.send(promo('16505550100', 'm1'));
  expect(await bench.simulator.idle(5000)).toBe(true);
  expect(bench.simulator.stats({})).toMatchObject({
    accepted: 2,
    distinct_recipients: 1,
    accepted_more_than_once: 1,
    resets: 1,
  });
  expect(new Set(bench.sink.statuses().map((status) => status.id)).size).toBe(2);
});

test('reset before accept: nothing was accepted', async () => {
  bench = await createBench({ rate_reset_before_accept: 1 });
  await expect(bench.send(promo('16505550100'))).rejects.toThrow();
  expect(bench.simulator.stats({})).toMatchObject({ accepted: 0, resets: 1 });
});

test('timeout: no answer, accepted or not as the share says', async () => {
  bench = await createBench({ rate_timeout: 1, timeout_ms: 20, timeout_accept_share: 1 });
  await expect(bench.send(promo('16505550100'))).rejects.toThrow();
  expect(bench.simulator.stats({})).toMatchObject({ accepted: 1, timeouts: 1 });
  await bench.control('POST', 'faults', { timeout_accept_share: 0 });
  await expect(bench.send(promo('16505550100'))).rejects.toThrow();
  expect(bench.simulator.stats({})).toMatchObject({ accepted: 1, timeouts: 2 });
});

test('429 and 5xx carry Graph errors and are counted by code', async () => {
  bench = await createBench({ rate_429: 1 });
  const limited = await bench.send(promo('16505550100'));
  expect([limited.status, limited.body.error?.code]).toEqual([429, 130429]);
  await bench.control('POST', 'faults', { rate_429: 0, rate_5xx: 1 });
  const broken = await bench.send(promo('16505550100'));
  expect([500, 503]).toContain(broken.status);
  expect(bench.simulator.stats({}).rejected).toMatchObject({
    130429: 1,
    [String(broken.body.error?.code)]: 1,
  });
  expect(bench.simulator.stats({}).accepted).toBe(0);
});

test('latency delays the answer', async () => {
  bench = await createBench({ latency_ms: { min: 40, max: 60 } });
  const start = performance.now();
  await bench.send(promo('16505550100'));
  expect(performance.now() - start).toBeGreaterThan(35);
});

test('held statuses wait for the release', async () => {
  bench = await createBench({ ...ALL_READ, hold_statuses: true });
  await bench.send(promo('16505550100'));
  await bench.send(promo('16505550101'));
  expect(bench.simulator.stats({}).webhooks).toMatchObject({ held: 2, pending: 2, sent: 0 });
  await bench.control('POST', 'faults', { hold_statuses: false });
  await bench.sink.until(() => bench.sink.statuses().length === 6);
});

test('duplicated webhooks arrive twice, byte for byte', async () => {
  bench = await createBench({ ...ALL_READ, duplicate_webhooks: 1 });
  await bench.send(promo('16505550100'));
  expect(await bench.simulator.idle(5000)).toBe(true);
  const bodies = bench.sink.posts.map((post) => post.raw.toString());
  expect(bodies.length).toBe(new Set(bodies).size * 2);
  expect(bench.simulator.stats({}).webhooks.duplicated).toBe(bodies.length / 2);
});

test('disordered webhooks arrive complete, some of them late but with their own time', async () => {
  bench = await createBench({
    ...ALL_READ,
    out_of_order_webhooks: 0.7,
    status_delays: { sent: 10, delivered: 10, read: 10 },
    webhook_batch: { max_updates: 1, concurrency: 1 },
  });
  for (let i = 0; i < 20; i += 1) await bench.send(promo(`165055510${10 + i}`, `m${i}`));
  expect(await bench.simulator.idle(5000)).toBe(true);
  const order = new Map<string, string[]>();
  for (const { id, status } of bench.sink.statuses()) order.set(id, [...(order.get(id) ?? []), status]);
  const sequences = [...order.values()].map((statuses) => statuses.join());
  expect(order.size).toBe(20);
  expect([...order.values()].every((statuses) => statuses.length === 3)).toBe(true);
  expect(sequences.some((sequence) => sequence !== 'sent,delivered,read')).toBe(true);
});

test('read without delivered moves the price to read', async () => {
  bench = await createBench({ ...ALL_READ, read_without_delivered_share: 1 });
  await bench.send(promo('16505550100'));
  const statuses = await bench.sink.until(() => bench.sink.statuses().length === 2 && bench.sink.statuses());
  expect(statuses.map((status) => [status.status, status.pricing?.category])).toEqual([
    ['sent', 'marketing'],
    ['read', 'marketing'],
  ]);
  expect(bench.simulator.stats({}).decided.delivered).toBe(1);
});

test('enforce_window: webhook accepts free-form and reports 131047 later', async () => {
  bench = await createBench({ enforce_window: 'webhook' });
  expect((await bench.send({ to: '16505550100', type: 'text', text: { body: 'x' } })).status).toBe(200);
  const status = await bench.sink.until(() => bench.sink.statuses()[0]);
  expect(status).toMatchObject({ status: 'failed', errors: [{ code: 131047 }] });
});

test('faults are changed in part, read back, and unknown keys are refused with the list', async () => {
  bench = await createBench();
  await bench.control('POST', 'faults', { status_delays: { read: { min: 5, max: 9 } }, rate_429: 0.5 });
  const { body } = await bench.control('GET', 'faults');
  expect(body).toMatchObject({
    rate_429: 0.5,
    rate_5xx: 0,
    status_delays: { sent: { min: 0, max: 0 }, read: { min: 5, max: 9 } },
  });
  const refused = await bench.control('POST', 'faults', { rate_of_gremlins: 1 });
  expect(refused.status).toBe(400);
  expect(refused.body.known).toContain('rate_reset_after_accept');
  expect((await bench.control('POST', 'faults', { rate_429: 2 })).status).toBe(400);
});
