import { describe, expect, it } from 'vitest';
import { normaliseWebhook } from '../../functions/whatsapp/webhook.ts';
import { envelopeOf, fixtureNames, messageOf, normaliseFixture, statusOf } from './fixtures.ts';

const wamid = 'wamid.X1';
const text = (id: string, extra: Record<string, unknown> = {}) => ({
  id,
  from: '16505550100',
  timestamp: '1790000000',
  type: 'text',
  text: { body: 'hi' },
  ...extra,
});

describe('normaliseWebhook', () => {
  it.each(fixtureNames)('reads %s without rejecting a part', (name) => {
    const { items, rejected } = normaliseFixture(name);
    expect(rejected).toEqual([]);
    expect(items.length).toBeGreaterThan(0);
    for (const item of items) {
      expect(item.waba_id).toBe('102290129340398');
    }
  });

  it('keeps everything of a text message', () => {
    expect(messageOf('message-text')).toEqual({
      kind: 'message',
      path: 'entry[0].changes[0].value.messages[0]',
      waba_id: '102290129340398',
      phone_number_id: '106540352242922',
      wamid: 'wamid.TEXT01',
      timestamp: '2026-09-21T14:13:20.000Z',
      from_phone: '+16505550100',
      bsuid: 'US.1349120865530274',
      parent_bsuid: null,
      username: 'ana.p',
      profile_name: 'Ana Pereira',
      group_id: null,
      type: 'text',
      body: 'Olá, tudo bem? 👋',
      content: { text: { body: 'Olá, tudo bem? 👋' } },
      context_wamid: null,
    });
  });

  it.each([
    ['message-text', 'Olá, tudo bem? 👋'],
    ['message-image', 'My order'],
    ['message-video', 'Look'],
    ['message-audio', null],
    ['message-document', 'invoice.pdf'],
    ['message-sticker', null],
    ['message-location', 'Office'],
    ['message-contacts', 'Rui Costa'],
    ['message-button', 'Stop'],
    ['message-interactive-button', 'Yes, please'],
    ['message-interactive-list', 'Morning'],
    ['message-interactive-flow', 'Sent'],
    ['message-reaction', '👍'],
    ['message-reaction-removed', null],
    ['message-order', 'Two please'],
    ['message-edit', 'I meant Tuesday'],
    ['message-revoke', null],
    ['message-unsupported', null],
    ['message-unknown-type', null],
  ])('%s has the words %j', (name, body) => {
    const message = messageOf(name);
    expect(message.body).toBe(body);
    expect(message.content).toHaveProperty(message.type === 'unsupported' ? 'unsupported' : message.type);
  });

  it('keeps the quoted message, the referral and the errors of a message', () => {
    expect(messageOf('message-button').context_wamid).toBe('wamid.OUT02');
    expect(messageOf('message-text-referral').content.referral).toMatchObject({ ctwa_clid: 'ARAk' });
    expect(messageOf('message-unsupported').content).toMatchObject({ errors: [{ code: 131051 }] });
  });

  it('keeps status, our id, price and error of a status', () => {
    expect(statusOf('status-failed')).toEqual({
      kind: 'status',
      path: 'entry[0].changes[0].value.statuses[0]',
      waba_id: '102290129340398',
      phone_number_id: '106540352242922',
      wamid: 'wamid.OUT02',
      message_id: '0198f3a0-7c1e-7d55-8a11-3b0c9f2e4d10',
      status: 'failed',
      timestamp: '2026-09-21T14:15:30.000Z',
      recipient_phone: '+16505550100',
      recipient_bsuid: null,
      error: {
        code: 131049,
        title: 'Not delivered',
        details: 'In order to maintain a healthy ecosystem engagement, the message failed to be delivered.',
      },
      pricing: null,
    });
    expect(statusOf('status-group')).toMatchObject({
      recipient_phone: '+16505550100',
      recipient_bsuid: 'US.1349120865530274',
      message_id: null,
      pricing: { category: 'group_service' },
    });
  });

  it('names a quality update by its keys, since Meta sends it under the name of another field', () => {
    expect(normaliseFixture('template-quality-update').items).toMatchObject([
      { kind: 'change', field: 'message_template_quality_update', timestamp: '2026-09-21T14:13:20.000Z' },
    ]);
    expect(normaliseFixture('template-status-update').items).toMatchObject([
      { kind: 'change', field: 'message_template_status_update', value: { event: 'REJECTED' } },
    ]);
  });

  it('finds the contact of each message by id, not by position', () => {
    const { items } = normaliseWebhook(
      envelopeOf({
        contacts: [
          { wa_id: '16505550102', profile: { name: 'Two' } },
          { user_id: 'US.1', profile: { name: 'One' } },
        ],
        messages: [
          text('wamid.A', { from: undefined, from_user_id: 'US.1' }),
          text('wamid.B', { from: '16505550102' }),
          text('wamid.C', { from: '16505550103' }),
        ],
      }),
    );
    expect(items.map((item) => item.kind === 'message' && item.profile_name)).toEqual(['One', 'Two', null]);
  });

  it('does not give a message the only contact when that is somebody else', () => {
    const contacts = [{ wa_id: '16505550102', user_id: 'US.2', profile: { name: 'Two' } }];
    const { items } = normaliseWebhook(envelopeOf({ contacts, messages: [text(wamid)] }));
    expect(items).toMatchObject([{ from_phone: '+16505550100', bsuid: null, profile_name: null }]);
  });

  it.each([
    ['not an object', 'text', ''],
    ['null', null, ''],
    ['another object', { object: 'page', entry: [] }, ''],
    ['an entry without id', { object: 'whatsapp_business_account', entry: [{ changes: [] }] }, 'entry[0]'],
    [
      'a change without value',
      { object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'x' }] }] },
      'entry[0].changes[0]',
    ],
    [
      'messages without a number',
      {
        object: 'whatsapp_business_account',
        entry: [{ id: '1', changes: [{ field: 'messages', value: { messages: [] } }] }],
      },
      'entry[0].changes[0].value',
    ],
  ])('rejects %s and says where', (_, body, path) => {
    const { items, rejected } = normaliseWebhook(body);
    expect(items).toEqual([]);
    expect(rejected).toEqual([{ path, reason: expect.stringMatching(/./) }]);
  });

  it.each([
    ['no id', { id: undefined }],
    ['a time in words', { timestamp: 'yesterday' }],
    ['a time in milliseconds', { timestamp: 1_790_000_000_000 }],
    ['a negative time', { timestamp: -1 }],
    ['no sender', { from: undefined }],
    ['an empty sender', { from: '' }],
  ])('rejects a message with %s and keeps its neighbours', (_, fault) => {
    const { items, rejected } = normaliseWebhook(
      envelopeOf({ messages: [text('wamid.A'), text('wamid.B', fault), text('wamid.C')] }),
    );
    expect(items).toMatchObject([{ wamid: 'wamid.A' }, { wamid: 'wamid.C' }]);
    expect(rejected).toEqual([
      { path: 'entry[0].changes[0].value.messages[1]', reason: expect.stringMatching(/./) },
    ]);
  });

  it.each([
    ['a broken contact', { contacts: [7, { wa_id: 5 }], messages: [text(wamid)] }],
    ['contacts of the wrong type', { contacts: 'none', messages: [text(wamid)] }],
    ['a content of the wrong type', { messages: [text(wamid, { text: 'hi' })] }],
    ['a context of the wrong type', { messages: [text(wamid, { context: 1, referral: [] })] }],
  ])('keeps a message beside %s', (_, value) => {
    const { items, rejected } = normaliseWebhook(envelopeOf(value));
    expect(rejected).toEqual([]);
    expect(items).toMatchObject([{ wamid, from_phone: '+16505550100' }]);
  });

  it('removes what Postgres cannot store: U+0000 and lone surrogates', () => {
    const { items } = normaliseWebhook(
      envelopeOf({
        contacts: [{ wa_id: '16505550100', profile: { name: 'A\u0000na' } }],
        messages: [text(wamid, { text: { body: 'a\u0000b\ud800c', 'k\u0000': [1, 'x\u0000'] } })],
        statuses: [
          {
            id: 'wamid.S',
            status: 'failed',
            timestamp: '1790000000',
            errors: [{ code: 1, title: 'no\u0000', error_data: { details: '\udc00' } }],
          },
        ],
      }),
    );
    expect(items).toMatchObject([
      { profile_name: 'Ana', body: 'ab\ufffdc', content: { text: { body: 'ab\ufffdc', k: [1, 'x'] } } },
      { error: { title: 'no', details: '\ufffd' } },
    ]);
    expect(JSON.stringify(items)).not.toMatch(/\\u0000|\\ud8/);
  });

  it('rejects a payload nested too deeply and keeps its neighbours', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    const { items, rejected } = normaliseWebhook(
      envelopeOf({ messages: [text('wamid.A', { text: { body: 'x', deep } }), text('wamid.B')] }),
    );
    expect(items).toMatchObject([{ wamid: 'wamid.B' }]);
    expect(rejected).toMatchObject([{ reason: 'nested too deeply' }]);
  });
});
