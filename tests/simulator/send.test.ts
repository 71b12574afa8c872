import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, createBench, NUMBER, promo, WABA } from './client.ts';

const CUSTOMER = '16505550100';
let bench: Bench;
let imageId: string;

beforeAll(async () => {
  bench = await createBench({ unthrottled: true });
  bench.simulator.inbound({ phone_number_id: NUMBER, phone: CUSTOMER, text: { body: 'hi' } });
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('file', new File(['png'], 'a.png', { type: 'image/png' }));
  imageId = String((await bench.call('POST', `/v26.0/${NUMBER}/media`, form)).body.id);
});
afterAll(() => bench.close());

const button = { type: 'reply', reply: { id: 'yes', title: 'Yes' } };

describe('a send that is accepted', () => {
  const kinds: [string, () => object][] = [
    ['text', () => ({ type: 'text', text: { body: 'hello' } })],
    ['image by id', () => ({ type: 'image', image: { id: imageId, caption: 'c' } })],
    ['video by link', () => ({ type: 'video', video: { link: 'https://x.io/v.mp4' } })],
    ['audio', () => ({ type: 'audio', audio: { link: 'https://x.io/a.ogg', voice: true } })],
    ['document', () => ({ type: 'document', document: { link: 'https://x.io/d.pdf', filename: 'd.pdf' } })],
    ['sticker', () => ({ type: 'sticker', sticker: { link: 'https://x.io/s.webp' } })],
    ['location', () => ({ type: 'location', location: { latitude: '37.4', longitude: '-122.1' } })],
    ['contacts', () => ({ type: 'contacts', contacts: [{ name: { formatted_name: 'Ana P' } }] })],
    ['reaction', () => ({ type: 'reaction', reaction: { message_id: 'wamid.X', emoji: '👍' } })],
    [
      'buttons',
      () => ({
        type: 'interactive',
        interactive: { type: 'button', body: { text: 'Pick' }, action: { buttons: [button] } },
      }),
    ],
    [
      'list',
      () => ({
        type: 'interactive',
        interactive: {
          type: 'list',
          body: { text: 'Pick' },
          action: { button: 'Options', sections: [{ title: 'S', rows: [{ id: 'r1', title: 'Row' }] }] },
        },
      }),
    ],
    ['quote', () => ({ type: 'text', text: { body: 'x' }, context: { message_id: 'wamid.X' } })],
  ];
  test.each(kinds)('%s', async (_name, message) => {
    const { status, body } = await bench.send({ to: `+${CUSTOMER}`, ...message() });
    expect(body).toEqual({
      messaging_product: 'whatsapp',
      contacts: [{ input: `+${CUSTOMER}`, wa_id: CUSTOMER }],
      messages: [{ id: expect.stringMatching(/^wamid\./) }],
    });
    expect(status).toBe(200);
  });

  test('a template says message_status', async () => {
    const { body } = await bench.send(promo('+1 (650) 555-0101'));
    expect(body.messages?.[0]?.message_status).toBe('accepted');
    expect(body.contacts).toEqual([{ input: '+1 (650) 555-0101', wa_id: '16505550101' }]);
  });

  test('recipient answers user_id and no wa_id; to wins over recipient', async () => {
    const byUser = await bench.send({ ...promo(''), to: undefined, recipient: 'US.1349' });
    expect(byUser.body.contacts).toEqual([{ input: 'US.1349', user_id: 'US.1349' }]);
    const both = await bench.send({ ...promo('16505550102'), recipient: 'US.1349' });
    expect(both.body.contacts).toEqual([{ input: '16505550102', wa_id: '16505550102' }]);
  });

  test('a BSUID in `to` is accepted and lost', async () => {
    const before = bench.simulator.stats({}).decided.lost;
    const { status, body } = await bench.send(promo('US.13499120865530274', 'lost:1'));
    expect(status).toBe(200);
    expect(body.messages?.[0]?.id).toMatch(/^wamid\./);
    expect(bench.simulator.stats({}).decided.lost).toBe(before + 1);
  });

  test('read receipt with typing indicator answers success', async () => {
    const { body } = await bench.send({
      status: 'read',
      message_id: 'wamid.IN',
      typing_indicator: { type: 'text' },
    });
    expect(body).toEqual({ success: true });
  });

  test('any version, and marketing_messages for marketing templates', async () => {
    const message = { messaging_product: 'whatsapp', ...promo('16505550103') };
    expect((await bench.call('POST', `/v23.0/${NUMBER}/messages`, message)).status).toBe(200);
    const marketing = { ...message, product_policy: 'STRICT' };
    expect((await bench.call('POST', `/v26.0/${NUMBER}/marketing_messages`, marketing)).status).toBe(200);
    const text = { messaging_product: 'whatsapp', to: CUSTOMER, type: 'text', text: { body: 'x' } };
    const refused = await bench.call('POST', `/v26.0/${NUMBER}/marketing_messages`, text);
    expect(refused.body.error?.code).toBe(131055);
  });
});

describe('a send that is refused', () => {
  const template = (name: string, components: object[] = [], language = 'en_US') => ({
    to: CUSTOMER,
    type: 'template',
    template: { name, language: { code: language }, components },
  });
  const values = (...texts: string[]) => ({
    type: 'body',
    parameters: texts.map((text) => ({ type: 'text', text })),
  });
  const orderId = {
    type: 'body',
    parameters: [{ type: 'text', parameter_name: 'order_id', text: '1042' }],
  };
  const cases: [string, number, object][] = [
    ['no messaging_product', 100, { messaging_product: undefined, to: CUSTOMER, text: { body: 'x' } }],
    ['no recipient', 100, { type: 'text', text: { body: 'x' } }],
    ['unknown field', 100, { to: CUSTOMER, text: { body: 'x' }, colour: 'red' }],
    ['unknown type', 100, { to: CUSTOMER, type: 'hologram', hologram: {} }],
    [
      'invented recipient_type',
      100,
      { to: CUSTOMER, recipient_type: 'business_scoped_user_id', text: { body: 'x' } },
    ],
    [
      'callback data too long',
      100,
      { to: CUSTOMER, text: { body: 'x' }, biz_opaque_callback_data: 'x'.repeat(513) },
    ],
    ['text without body', 131008, { to: CUSTOMER, type: 'text', text: {} }],
    ['text too long', 131009, { to: CUSTOMER, type: 'text', text: { body: 'x'.repeat(4097) } }],
    ['nonsense number', 131009, { to: 'nobody', text: { body: 'x' } }],
    ['to itself', 131021, { to: '15550100001', text: { body: 'x' } }],
    ['unknown media id', 131053, { to: CUSTOMER, type: 'image', image: { id: '1' } }],
    ['media without id and link', 131008, { to: CUSTOMER, type: 'image', image: {} }],
    [
      'four reply buttons',
      131009,
      {
        to: CUSTOMER,
        type: 'interactive',
        interactive: {
          type: 'button',
          body: { text: 'x' },
          action: { buttons: [button, button, button, button] },
        },
      },
    ],
    ['free-form outside the window', 131047, { to: '16505559999', type: 'text', text: { body: 'x' } }],
    ['unknown template', 132001, template('nothing')],
    ['unknown language', 132001, template('promo', [values('a', 'b')], 'de')],
    ['paused template', 132015, template('resting')],
    ['parameter count', 132000, template('promo', [values('a')])],
    ['line break in a parameter', 132018, template('promo', [values('a', 'b\nc')])],
    ['parameter too long', 132005, template('promo', [values('a', 'b'.repeat(1100))])],
    ['header media missing', 132012, template('photo', [orderId])],
    [
      'url suffix missing',
      131008,
      template('photo', [
        orderId,
        { type: 'header', parameters: [{ type: 'image', image: { link: 'https://x.io/a.png' } }] },
      ]),
    ],
    ['wrong parameter name', 132012, template('photo', [values('1')])],
    [
      'code template to a BSUID',
      131062,
      { recipient: 'US.1349', ...template('code', [values('123456')]), to: undefined },
    ],
  ];
  test.each(cases)('%s: %i', async (_name, code, message) => {
    const { status, body } = await bench.send(message);
    expect(body.error?.code).toBe(code);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body.error).toMatchObject({ type: 'OAuthException', fbtrace_id: expect.any(String) });
    expect(body.error?.message).toMatch(`(#${code}) `);
    expect(body.error?.error_data?.details).not.toBe('');
  });

  test('unknown token 190, no token 104, unknown number 100/33, foreign number 200', async () => {
    const message = { messaging_product: 'whatsapp', ...promo(CUSTOMER) };
    const path = `/v26.0/${NUMBER}/messages`;
    const unknown = await bench.call('POST', path, message, 'nonsense');
    expect([unknown.status, unknown.body.error?.code]).toEqual([401, 190]);
    expect((await bench.call('POST', path, message, '')).body.error?.code).toBe(104);
    const missing = await bench.send(promo(CUSTOMER), '4711');
    expect([missing.body.error?.code, missing.body.error?.error_subcode]).toEqual([100, 33]);
    bench.simulator.provision({ wabas: [{ waba_id: '901', access_token: 'token-of-901' }] });
    expect((await bench.call('POST', path, message, 'token-of-901')).body.error?.code).toBe(200);
  });

  test('a number that is not registered: 133010 until it is', async () => {
    bench.simulator.provision({
      wabas: [
        {
          waba_id: WABA,
          access_token: 'token-of-900',
          phone_numbers: [
            { phone_number_id: '1070', display_phone_number: '+1 555 010 0070', registered: false },
          ],
        },
      ],
    });
    expect((await bench.send(promo(CUSTOMER), '1070')).body.error?.code).toBe(133010);
    const pin = { messaging_product: 'whatsapp', pin: '123456' };
    expect((await bench.call('POST', '/v26.0/1070/register', pin)).body).toEqual({ success: true });
    expect((await bench.send(promo(CUSTOMER), '1070')).status).toBe(200);
  });
});
