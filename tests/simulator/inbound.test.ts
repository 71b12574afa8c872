import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Bench, createBench, NUMBER, promo } from './client.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await createBench();
});
afterEach(() => bench.close());

const PHONE = '16505550100';

function firstChange() {
  return bench.sink.until(() => bench.sink.changes()[0]);
}

test('a text opens the 24 h window of this number only', async () => {
  const text = { to: PHONE, type: 'text', text: { body: 'answer' } };
  expect((await bench.send(text)).body.error?.code).toBe(131047);
  const said = await bench.control('POST', 'inbound', {
    phone_number_id: NUMBER,
    phone: `+${PHONE}`,
    name: 'Ana',
    text: { body: 'hi' },
  });
  const change = await firstChange();
  expect(change).toMatchObject({
    field: 'messages',
    value: {
      contacts: [{ profile: { name: 'Ana' }, wa_id: PHONE, user_id: said.body.user_id }],
      messages: [
        { from: PHONE, from_user_id: said.body.user_id, id: said.body.message_id, text: { body: 'hi' } },
      ],
    },
  });
  expect((await bench.send(text)).status).toBe(200);
  expect((await bench.send(text, '1066')).body.error?.code).toBe(131047);
});

test('a late message does not open the window', async () => {
  const old = Math.floor(Date.now() / 1000) - 2 * 86_400;
  bench.simulator.inbound({ phone_number_id: NUMBER, phone: PHONE, text: { body: 'x' }, timestamp: old });
  expect((await firstChange()).value.messages?.[0]?.timestamp).toBe(String(old));
  const answer = await bench.send({ to: PHONE, type: 'text', text: { body: 'x' } });
  expect(answer.body.error?.code).toBe(131047);
});

test('a customer with a username and no phone can be answered by BSUID', async () => {
  bench.simulator.inbound({
    phone_number_id: NUMBER,
    bsuid: 'US.1349',
    username: 'ana.p',
    text: { body: 'x' },
  });
  const { value } = await firstChange();
  expect(value.contacts).toEqual([{ profile: { name: 'ana.p', username: 'ana.p' }, user_id: 'US.1349' }]);
  expect(value.messages?.[0]).not.toHaveProperty('from');
  const answer = await bench.send({ recipient: 'US.1349', type: 'text', text: { body: 'x' } });
  expect(answer.status).toBe(200);
});

test.each([
  ['button', { payload: 'STOP_PROMO', text: 'Stop' }],
  ['interactive', { type: 'button_reply', button_reply: { id: 'yes', title: 'Yes' } }],
  ['reaction', { message_id: 'wamid.X', emoji: '👍' }],
  ['location', { latitude: 1.2, longitude: 3.4 }],
  ['order', { catalog_id: 'C', product_items: [] }],
  ['contacts', [{ phones: [{ phone: '+1' }], origin: 'contact_request' }]],
  ['edit', { original_message_id: 'wamid.X', message: { type: 'text', text: { body: 'y' } } }],
])('%s passes through as given', async (type, content) => {
  bench.simulator.inbound({
    phone_number_id: NUMBER,
    phone: PHONE,
    type,
    [type]: content,
    context: { id: 'wamid.X' },
  });
  const message = (await firstChange()).value.messages?.[0];
  expect(message).toMatchObject({ type, [type]: content, context: { id: 'wamid.X' } });
});

test('inbound media can be downloaded with the token and not without', async () => {
  bench.simulator.inbound({
    phone_number_id: NUMBER,
    phone: PHONE,
    type: 'image',
    image: { caption: 'look' },
  });
  const image = (await firstChange()).value.messages?.[0]?.image;
  const { id } = image as { id: string };
  expect(image).toMatchObject({
    caption: 'look',
    mime_type: 'image/png',
    sha256: expect.stringMatching(/=$/),
  });
  const { body } = await bench.call('GET', `/v26.0/${id}`);
  const file = await fetch(String(body.url), { headers: { authorization: 'Bearer token-of-900' } });
  expect((await file.arrayBuffer()).byteLength).toBe(body.file_size);
  expect((await fetch(String(body.url))).status).toBe(401);
});

test('a system message has no contacts', async () => {
  const system = { type: 'user_changed_user_id', user_id: 'US.NEW', previous_user_id: 'US.OLD' };
  bench.simulator.inbound({ phone_number_id: NUMBER, user_id: 'US.OLD', type: 'system', system });
  const { value } = await firstChange();
  expect(value).not.toHaveProperty('contacts');
  expect(value.messages?.[0]).toMatchObject({ type: 'system', system });
});

test('the native stop sends user_preferences, and later marketing fails with 131050', async () => {
  bench.simulator.inbound({ phone_number_id: NUMBER, phone: PHONE, preference: 'stop' });
  expect(await firstChange()).toMatchObject({
    field: 'user_preferences',
    value: { user_preferences: [{ wa_id: PHONE, category: 'marketing_messages', value: 'stop' }] },
  });
  await bench.send(promo(PHONE));
  const status = await bench.sink.until(() => bench.sink.statuses()[0]);
  expect(status).toMatchObject({ status: 'failed', errors: [{ code: 131050 }] });
});

test('a raw webhook of any field is sent as it is', async () => {
  const value = { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE' } };
  await bench.control('POST', 'inbound', { field: 'account_update', waba_id: '900', value });
  expect(await firstChange()).toMatchObject({ field: 'account_update', value });
});

test('a description without a customer or with an unknown number is refused', async () => {
  expect((await bench.control('POST', 'inbound', { phone_number_id: NUMBER })).status).toBe(400);
  expect((await bench.control('POST', 'inbound', { phone_number_id: '4711', phone: PHONE })).status).toBe(
    400,
  );
});
