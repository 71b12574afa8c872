import { describe, expect, it } from 'vitest';
import { buildEnvelope } from '../../functions/whatsapp/envelope.ts';
import { classifyErrorCode } from '../../functions/whatsapp/errors.ts';
import { normaliseWebhook } from '../../functions/whatsapp/webhook.ts';
import { envelopeOf, messageOf, normaliseFixture, statusOf } from './fixtures.ts';

/**
 * What an integration with the Cloud API of 2026 must survive, as far as parsing and HTTP decide it. The numbers are
 * those of the conformance checklist; 5, 11 and 12 are decided in SQL, 7 and 15 are in whatsapp-webhook.test.ts.
 */
describe('conformance', () => {
  it('1: a username-only message is read and can be answered through recipient', () => {
    const message = messageOf('message-username-only');
    expect(message).toMatchObject({
      from_phone: null,
      bsuid: 'US.1349120865530274',
      parent_bsuid: 'US.ENT.1181',
      username: 'ana.p',
    });
    const answer = buildEnvelope({
      message_id: '0198f3a0-7c1e-7d55-8a11-3b0c9f2e4d10',
      to: message.from_phone,
      recipient: message.bsuid,
      type: 'text',
      content: { text: { body: 'hello' } },
    });
    expect(answer).toMatchObject({ recipient: 'US.1349120865530274' });
    expect(answer).not.toHaveProperty('to');
  });

  it('1: a BSUID in a field for phones is recognised by its shape', () => {
    expect(messageOf('message-bsuid-in-from')).toMatchObject({
      from_phone: null,
      bsuid: 'US.1349120865530274',
    });
  });

  it('2: a failed status without contacts and without recipient_user_id is read', () => {
    expect(statusOf('status-failed')).toMatchObject({ recipient_bsuid: null, error: { code: 131049 } });
  });

  it('3: a status without any recipient is read', () => {
    expect(statusOf('status-no-recipient')).toMatchObject({
      wamid: 'wamid.OUT03',
      status: 'delivered',
      recipient_phone: null,
      recipient_bsuid: null,
      message_id: null,
    });
  });

  it('4: of 1,000 items of several numbers one bad item loses no other', () => {
    const entry = Array.from({ length: 10 }, (_, account) => ({
      id: `waba-${account}`,
      changes: [
        {
          field: 'messages',
          value: {
            metadata: { phone_number_id: `number-${account}` },
            statuses: Array.from({ length: 100 }, (_, index) => ({
              id: `wamid.${account}.${index}`,
              status: 'delivered',
              timestamp: account === 7 && index === 42 ? 'broken' : '1790000123',
            })),
          },
        },
      ],
    }));
    const { items, rejected } = normaliseWebhook({ object: 'whatsapp_business_account', entry });
    expect(items).toHaveLength(999);
    expect(new Set(items.map(({ phone_number_id }) => phone_number_id)).size).toBe(10);
    expect(rejected).toEqual([
      { path: 'entry[7].changes[0].value.statuses[42]', reason: expect.stringContaining('timestamp') },
    ]);
  });

  it('6: conversation and pricing may be absent, unknown price types and categories pass', () => {
    expect(statusOf('status-read').pricing).toBeNull();
    expect(statusOf('status-sent-window').pricing).toMatchObject({ type: 'free_entry_point' });
    const status = {
      id: 'wamid.A',
      status: 'sent',
      timestamp: '1790000123',
      pricing: { type: 'barter', category: 7 },
    };
    expect(normaliseWebhook(envelopeOf({ statuses: [status] })).items).toMatchObject([
      { pricing: { type: 'barter', category: 7 } },
    ]);
  });

  it('8: a value that holds errors only becomes a change', () => {
    expect(normaliseFixture('errors-only').items).toMatchObject([
      { kind: 'change', field: 'messages', value: { errors: [{ code: 131031 }] } },
    ]);
  });

  it('9: unknown fields and types, and an interactive without its object, are kept', () => {
    expect(normaliseFixture('unknown-field').items).toMatchObject([
      { kind: 'change', field: 'telepathy_updates' },
    ]);
    expect(messageOf('message-unknown-type')).toMatchObject({
      type: 'hologram',
      content: { hologram: { depth: 3 } },
    });
    expect(normaliseFixture('message-interactive-missing').items).toMatchObject([
      { kind: 'message', type: 'interactive', body: null, content: {} },
      { kind: 'change', value: { errors: [{ code: 131000 }] } },
    ]);
  });

  it('10: both system messages are read, with and without previous ids', () => {
    expect(messageOf('message-system-number')).toMatchObject({
      from_phone: '+16505550100',
      content: { system: { previous_user_id: 'US.1349120865530274', user_id: 'US.2000' } },
    });
    expect(messageOf('message-system-number-legacy')).toMatchObject({
      from_phone: '+16505550100',
      content: { system: { wa_id: '16505550199' } },
    });
    expect(messageOf('message-system-user-id')).toMatchObject({
      from_phone: null,
      bsuid: null,
      content: { system: { type: 'user_changed_user_id', user_id: 'US.2000' } },
    });
  });

  it('11: preferences pass whole, also without wa_id', () => {
    expect(normaliseFixture('user-preferences-stop').items).toMatchObject([
      { kind: 'change', field: 'user_preferences', phone_number_id: '106540352242922' },
    ]);
    expect(normaliseFixture('user-preferences-signup').items).toMatchObject([
      { value: { user_preferences: [{ value: 'signup', user_id: 'US.1349120865530274' }] } },
    ]);
  });

  it.each([
    [131056, 'transient', 'pair'],
    [130429, 'transient', 'number'],
    [80007, 'transient', 'waba'],
    [4, 'transient', 'app'],
    [131042, 'account', 'waba'],
    [368, 'account', 'waba'],
    [131031, 'account', 'waba'],
    [132015, 'delay', 'template'],
    [132016, 'permanent', 'template'],
    [131050, 'recipient', 'recipient'],
    [130403, 'recipient', 'recipient'],
    [131026, 'recipient', 'recipient'],
  ])('13: error %i is of class %s and reaches the %s', (code, errorClass, scope) => {
    expect(classifyErrorCode(code)).toMatchObject({ class: errorClass, scope, known: true });
  });

  it('14: a BSUID is never put in `to`', () => {
    const message = { message_id: 'm', type: 'text', content: { text: { body: 'x' } } };
    expect(() => buildEnvelope({ ...message, to: 'US.1349120865530274' })).toThrow('bsuid_in_to');
    expect(() => buildEnvelope({ ...message, to: 'US.ENT.1181' })).toThrow('bsuid_in_to');
  });
});
