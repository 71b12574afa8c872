import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Bench, createBench, NUMBER, promo, TOKEN, WABA } from './client.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await createBench({ unthrottled: true });
});
afterEach(() => bench.close());

const body = [{ type: 'BODY', text: 'Hello {{1}}, welcome' }];
const create = (name: string) =>
  bench.call('POST', `/v26.0/${WABA}/message_templates`, {
    name,
    language: 'en_US',
    category: 'UTILITY',
    components: body,
  });

test('a created template is PENDING, then approved by webhook and can be sent', async () => {
  const created = await create('welcome');
  expect(created.body).toEqual({ id: expect.any(String), status: 'PENDING', category: 'UTILITY' });
  const change = await bench.sink.until(() => bench.sink.changes()[0]);
  expect(change).toMatchObject({
    field: 'message_template_status_update',
    value: {
      event: 'APPROVED',
      message_template_id: Number(created.body.id),
      message_template_name: 'welcome',
      message_template_language: 'en_US',
      reason: 'NONE',
    },
  });
  const sent = await bench.send({
    to: '16505550100',
    type: 'template',
    template: {
      name: 'welcome',
      language: { code: 'en_US' },
      components: [{ type: 'body', parameters: [{ type: 'text', text: 'Ana' }] }],
    },
  });
  expect(sent.status).toBe(200);
});

test('a name with reject is rejected with a reason, and a duplicate is refused', async () => {
  await create('reject_me');
  const change = await bench.sink.until(() => bench.sink.changes()[0]);
  expect(change.value).toMatchObject({ event: 'REJECTED', reason: 'INVALID_FORMAT', rejection_info: {} });
  expect((await create('reject_me')).body.error?.code).toBe(2388024);
  expect((await create('Bad Name')).body.error?.code).toBe(100);
});

test('templates are listed in pages, filtered, read, edited and deleted', async () => {
  const first = await bench.call('GET', `/v26.0/${WABA}/message_templates?limit=3&fields=name,status`);
  expect(first.body.data).toHaveLength(3);
  expect(Object.keys(first.body.data?.[0] ?? {})).toEqual(['id', 'name', 'status']);
  const rest = await fetch(String(first.body.paging?.next), {
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  expect(await rest.json()).toMatchObject({ data: [{ name: 'resting' }], paging: {} });
  const paused = await bench.call('GET', `/v26.0/${WABA}/message_templates?status=PAUSED`);
  const id = String(paused.body.data?.[0]?.id);
  expect((await bench.call('POST', `/v26.0/${id}/unpause`)).body).toEqual({ success: true });
  expect((await bench.call('GET', `/v26.0/${id}?fields=status`)).body).toEqual({ id, status: 'APPROVED' });
  expect((await bench.call('POST', `/v26.0/${id}`, { components: body })).body.success).toBe(true);
  expect((await bench.call('DELETE', `/v26.0/${WABA}/message_templates?name=resting`)).body).toEqual({
    success: true,
  });
  expect((await bench.call('GET', `/v26.0/${id}`)).body.error?.error_subcode).toBe(33);
});

test('numbers, subscriptions and tokens', async () => {
  const numbers = await bench.call(
    'GET',
    `/v26.0/${WABA}/phone_numbers?fields=display_phone_number,throughput`,
  );
  expect(numbers.body.data?.[0]).toEqual({
    id: NUMBER,
    display_phone_number: '+1 555 010 0001',
    throughput: { level: 'STANDARD' },
  });
  const number = await bench.call('GET', `/v26.0/${NUMBER}`);
  expect(number.body).toMatchObject({ id: NUMBER, quality_rating: 'GREEN' });
  expect((await bench.call('GET', `/v26.0/${WABA}/subscribed_apps`)).body.data).toHaveLength(1);
  await bench.call('DELETE', `/v26.0/${WABA}/subscribed_apps`);
  expect((await bench.call('GET', `/v26.0/${WABA}/subscribed_apps`)).body.data).toEqual([]);
  const token = await bench.call('GET', `/v26.0/debug_token?input_token=${TOKEN}`);
  expect(token.body.data).toMatchObject({ is_valid: true });
  const invalid = await bench.call('GET', '/v26.0/debug_token?input_token=x');
  expect(invalid.body.data).toMatchObject({ is_valid: false });
  const query = `client_id=1&client_secret=2&code=code-${WABA}`;
  const exchanged = await bench.call('GET', `/v26.0/oauth/access_token?${query}`, undefined, '');
  expect(exchanged.body).toMatchObject({ access_token: TOKEN, token_type: 'bearer' });
  expect((await bench.call('GET', `/v26.0/${WABA}/nonsense`)).body.error?.code).toBe(2500);
});

test('media: upload, describe, download, delete', async () => {
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('type', 'application/pdf');
  form.set('file', new File(['%PDF'], 'a.pdf', { type: 'application/pdf' }));
  const { body: uploaded } = await bench.call('POST', `/v26.0/${NUMBER}/media`, form);
  const { body: described } = await bench.call('GET', `/v26.0/${uploaded.id}?phone_number_id=${NUMBER}`);
  expect(described).toMatchObject({ mime_type: 'application/pdf', file_size: 4, id: uploaded.id });
  const file = await fetch(String(described.url), { headers: { authorization: `Bearer ${TOKEN}` } });
  expect(await file.text()).toBe('%PDF');
  expect((await bench.call('DELETE', `/v26.0/${uploaded.id}`)).body).toEqual({ success: true });
  expect((await bench.call('GET', `/v26.0/${uploaded.id}`)).body.error?.error_subcode).toBe(33);
  form.set('file', new File(['x'], 'a.exe', { type: 'application/x' }));
  form.set('type', 'model/x');
  expect((await bench.call('POST', `/v26.0/${NUMBER}/media`, form)).body.error?.code).toBe(100);
});

test('stats by number and by prefix of the callback data', async () => {
  await bench.send(promo('16505550100', 'a:1'));
  await bench.send(promo('16505550100', 'a:1'));
  await bench.send(promo('16505550101', 'b:1'), '1066');
  const stats = async (query: string) => (await bench.control('GET', `stats?${query}`)).body;
  expect(await stats('')).toMatchObject({ accepted: 3, distinct_recipients: 2, accepted_more_than_once: 1 });
  expect(await stats('phone_number_id=1066')).toMatchObject({ accepted: 1, accepted_more_than_once: 0 });
  expect(await stats('biz_prefix=a:')).toMatchObject({ accepted: 2, distinct_recipients: 1 });
  expect(await stats(`biz_prefix=b:&phone_number_id=${NUMBER}`)).toMatchObject({ accepted: 0 });
});

test('reset forgets the messages and keeps what is provisioned, unless all is asked', async () => {
  await bench.send(promo('16505550100', 'a:1'));
  await bench.control('POST', 'reset', {});
  expect(bench.simulator.stats({})).toMatchObject({ accepted: 0, distinct_recipients: 0 });
  expect((await bench.send(promo('16505550100', 'a:1'))).status).toBe(200);
  await bench.control('POST', 'reset', { all: true });
  expect((await bench.send(promo('16505550100'))).body.error?.code).toBe(190);
});

test('chats and messages show sends with their template filled in', async () => {
  const { body: sent } = await bench.send(promo('16505550100', 'a:1'));
  bench.simulator.inbound({
    phone_number_id: NUMBER,
    phone: '16505550100',
    name: 'Ana',
    text: { body: 'STOP' },
  });
  const chats = await bench.control('GET', 'chats');
  expect(chats.body.data).toMatchObject([{ customer: '16505550100', name: 'Ana', phone_number_id: NUMBER }]);
  const chat = await bench.control('GET', `chat?phone_number_id=${NUMBER}&customer=16505550100`);
  expect(chat.body.data).toMatchObject([
    {
      direction: 'out',
      id: sent.messages?.[0]?.id,
      content: {
        body: 'Hi Ana, the coat is here',
        buttons: [{ type: 'QUICK_REPLY', text: 'Stop', payload: 'Stop' }],
      },
    },
    { direction: 'in', type: 'text', content: { body: 'STOP' } },
  ]);
  const messages = await bench.control('GET', `messages?phone_number_id=${NUMBER}&limit=5`);
  expect(messages.body.data).toMatchObject([
    { id: sent.messages?.[0]?.id, body: promo('16505550100', 'a:1') },
  ]);
});

test('the page and its files are served, and its stream tells of changes', async () => {
  for (const path of ['/', '/page/app.mjs', '/page/bubble.mjs', '/page/style.css']) {
    const response = await fetch(`${bench.simulator.url}${path}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toMatch("default-src 'self'");
    await response.body?.cancel();
  }
  const stream = await fetch(`${bench.simulator.url}/_sim/events`);
  const reader = stream.body?.getReader();
  await reader?.read();
  await bench.send(promo('16505550100'));
  const { value } = (await reader?.read()) ?? {};
  expect(new TextDecoder().decode(value)).toMatch('event: change');
  await reader?.cancel();
});

test('a page of another origin cannot drive the simulator', async () => {
  const response = await fetch(`${bench.simulator.url}/_sim/reset`, {
    method: 'POST',
    headers: { origin: 'https://example.com', 'content-type': 'text/plain' },
    body: '{"all":true}',
  });
  expect(response.status).toBe(403);
  expect((await bench.send(promo('16505550100'))).status).toBe(200);
});

test('a resumable upload takes a file from the offset it has and gives a handle that templates may name', async () => {
  const file = Buffer.alloc(1000, 'x');
  const opened = await bench.call(
    'POST',
    `/v26.0/100000000000001/uploads?file_name=a.png&file_length=${file.length}&file_type=image/png`,
  );
  const id = (opened.body as { id?: string }).id ?? '';
  expect(id).toMatch(/^upload:/);
  const post = (offset: number, bytes: Buffer) =>
    fetch(`${bench.simulator.url}/v26.0/${id}`, {
      method: 'POST',
      headers: { authorization: `OAuth ${TOKEN}`, file_offset: String(offset) },
      body: new Uint8Array(bytes),
    }).then(
      (answer) => answer.json() as Promise<{ h?: string; error?: { error_data: { details: string } } }>,
    );
  expect((await post(5, file)).error?.error_data.details).toMatch(/file_offset must be 0/);
  expect((await post(0, file.subarray(0, 400))).error?.error_data.details).toMatch(/400 of 1000/);
  const state = await fetch(`${bench.simulator.url}/v26.0/${id}`, {
    headers: { authorization: `OAuth ${TOKEN}` },
  });
  expect(await state.json()).toEqual({ id, file_offset: 400 });
  const { h } = await post(400, file.subarray(400));
  const components = (handle: string | undefined) => [
    { type: 'HEADER', format: 'IMAGE', example: { header_handle: [handle] } },
    ...body,
  ];
  const template = (handle: string | undefined) =>
    bench.call('POST', `/v26.0/${WABA}/message_templates`, {
      name: 'with_sample',
      language: 'en_US',
      category: 'UTILITY',
      components: components(handle),
    });
  expect((await template('4::invented')).body.error?.error_data?.details).toMatch(/header_handle/);
  expect((await template(h)).status).toBe(200);
});
