import { createHmac } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { type Bench, createBench, NUMBER, promo, SECRET } from './client.ts';

let bench: Bench;
afterEach(() => bench.close());

const EVERYTHING_READ = { failed_share: 0, delivered_share: 1, read_share: 1, unthrottled: true };

test('sent, delivered and read of one message, with price, ids and callback data', async () => {
  bench = await createBench(EVERYTHING_READ);
  const { body } = await bench.send(promo('+16505550100', 'tenant:"ü"'));
  const statuses = await bench.sink.until(() => bench.sink.statuses().length === 3 && bench.sink.statuses());
  const pricing = { billable: true, pricing_model: 'PMP', type: 'regular', category: 'marketing' };
  const common = {
    id: body.messages?.[0]?.id,
    recipient_id: '16505550100',
    recipient_user_id: expect.stringMatching(/^US\.\d+$/),
    timestamp: expect.stringMatching(/^\d{10}$/),
    biz_opaque_callback_data: 'tenant:"ü"',
  };
  expect(statuses).toEqual([
    { ...common, status: 'sent', pricing },
    { ...common, status: 'delivered', pricing },
    { ...common, status: 'read' },
  ]);
  const [change] = bench.sink.changes();
  expect(change?.value).toMatchObject({
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '15550100001', phone_number_id: NUMBER },
    contacts: [{ wa_id: '16505550100', user_id: statuses[0]?.recipient_user_id }],
  });
});

test('the signature covers the raw bytes', async () => {
  bench = await createBench(EVERYTHING_READ);
  await bench.send(promo('16505550100', 'naïve ☕'));
  const post = await bench.sink.until(() => bench.sink.posts[0]);
  const digest = createHmac('sha256', SECRET).update(post.raw).digest('hex');
  expect(post.headers['x-hub-signature-256']).toBe(`sha256=${digest}`);
  expect(post.headers['content-type']).toBe('application/json');
});

test('a failed message: errors, no contacts, no recipient_user_id when sent to a phone', async () => {
  bench = await createBench({ failed_share: 1, failed_codes: [131049], failed_after_sent_share: 0 });
  await bench.send(promo('16505550100', 'm1'));
  await bench.send({ ...promo(''), to: undefined, recipient: 'US.1349' });
  const [byPhone, byUser] = await bench.sink.until(
    () => bench.sink.statuses().length === 2 && bench.sink.statuses(),
  );
  expect(byPhone).toMatchObject({
    status: 'failed',
    recipient_id: '16505550100',
    errors: [{ code: 131049 }],
  });
  expect(byPhone).not.toHaveProperty('recipient_user_id');
  expect(byUser).toMatchObject({ status: 'failed', recipient_user_id: 'US.1349' });
  expect(byUser).not.toHaveProperty('recipient_id');
  expect(bench.sink.changes()[0]?.value).not.toHaveProperty('contacts');
});

test('a status for a BSUID shows the phone only when the person has shown it', async () => {
  bench = await createBench({ ...EVERYTHING_READ, read_share: 0, delivered_share: 0 });
  bench.simulator.inbound({
    phone_number_id: NUMBER,
    phone: '16505550177',
    user_id: 'US.77',
    text: { body: 'x' },
  });
  await bench.send({ ...promo(''), to: undefined, recipient: 'US.77' });
  await bench.send({ ...promo(''), to: undefined, recipient: 'US.78' });
  const statuses = await bench.sink.until(() => bench.sink.statuses().length === 2 && bench.sink.statuses());
  const byUser = Object.fromEntries(
    statuses.map((status) => [status.recipient_user_id, status.recipient_id]),
  );
  expect(byUser).toEqual({ 'US.77': '16505550177', 'US.78': undefined });
});

test('the counted decision is what arrives', async () => {
  bench = await createBench({
    unthrottled: true,
    failed_share: 0.2,
    webhook_batch: { max_updates: 50, max_wait_ms: 5 },
  });
  await Promise.all(Array.from({ length: 300 }, (_, i) => bench.send(promo(`1650556${1000 + i}`, `m${i}`))));
  expect(await bench.simulator.idle(5000)).toBe(true);
  const counts: Record<string, number> = {};
  for (const { status } of bench.sink.statuses()) counts[status] = (counts[status] ?? 0) + 1;
  const { lost, ...decided } = bench.simulator.stats({}).decided;
  expect(counts).toEqual(decided);
  expect(lost).toBe(0);
  expect(decided.failed).toBeGreaterThan(30);
  expect(bench.sink.posts.every((post) => post.raw.toString().split('"status":').length <= 51)).toBe(true);
});

test('same seed and messages, same fates, whatever the order', async () => {
  const failures = async (order: number[]) => {
    bench = await createBench({ unthrottled: true, failed_share: 0.3, seed: 42 });
    for (const i of order) await bench.send(promo(`1650557${1000 + i}`, `m${i}`));
    await bench.simulator.idle(5000);
    return bench.sink
      .statuses()
      .filter((status) => status.status === 'failed')
      .map((status) => status.biz_opaque_callback_data)
      .sort();
  };
  const numbers = Array.from({ length: 40 }, (_, i) => i);
  const first = await failures(numbers);
  await bench.close();
  expect(await failures(numbers.toReversed())).toEqual(first);
  expect(first.length).toBeGreaterThan(2);
});

test('an answer other than 200 is retried until it is 200', async () => {
  bench = await createBench({ ...EVERYTHING_READ, read_share: 0, delivered_share: 0 });
  bench.sink.answerWith(500, 202, 404);
  await bench.send(promo('16505550100', 'again'));
  expect(await bench.simulator.idle(5000)).toBe(true);
  expect(bench.sink.posts.map((post) => post.answered)).toEqual([500, 202, 404, 200]);
  expect(new Set(bench.sink.posts.map((post) => post.raw.toString())).size).toBe(1);
  expect(bench.simulator.stats({}).webhooks).toMatchObject({
    sent: 1,
    failed: 3,
    retried: 3,
    updates: 1,
    pending: 0,
  });
});

test('a receiver that is away gets everything once it is back', async () => {
  bench = await createBench(EVERYTHING_READ);
  await bench.control('POST', 'webhook', { url: 'http://127.0.0.1:9/webhook' });
  await bench.send(promo('16505550100', 'later'));
  expect(await bench.simulator.idle(60)).toBe(false);
  await bench.control('POST', 'webhook', { url: bench.sink.url });
  expect(await bench.simulator.idle(5000)).toBe(true);
  expect(
    bench.sink
      .statuses()
      .map((status) => status.status)
      .sort(),
  ).toEqual(['delivered', 'read', 'sent']);
});

test('setting the callback verifies it when a token is given', async () => {
  bench = await createBench();
  const right = { url: bench.sink.url, verify_token: 'verify-me' };
  expect((await bench.control('POST', 'webhook', right)).status).toBe(200);
  expect((await bench.control('POST', 'webhook', { ...right, verify_token: 'wrong' })).status).toBe(400);
});

test('nothing is sent for a WABA that the app is not subscribed to', async () => {
  bench = await createBench(EVERYTHING_READ);
  await bench.call('DELETE', '/v26.0/900/subscribed_apps');
  await bench.send(promo('16505550100'));
  expect(await bench.simulator.idle(5000)).toBe(true);
  expect(bench.sink.posts).toHaveLength(0);
  await bench.call('POST', '/v26.0/900/subscribed_apps');
  await bench.send(promo('16505550101'));
  await bench.sink.until(() => bench.sink.statuses().length === 3);
});
