import { describe, expect, it } from 'vitest';
import { buildEnvelope, type OutboundMessage } from '../../functions/whatsapp/envelope.ts';
import { canonicalPhone, classifyIdentity, isBsuid } from '../../functions/whatsapp/identity.ts';

const message: OutboundMessage = {
  message_id: '0198f3a0-7c1e-7d55-8a11-3b0c9f2e4d10',
  to: '+16505550100',
  type: 'text',
  content: { text: { body: 'hi' } },
};

describe('buildEnvelope', () => {
  it('makes the body of POST /messages', () => {
    expect(buildEnvelope({ ...message, context_wamid: 'wamid.P' })).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '+16505550100',
      biz_opaque_callback_data: message.message_id,
      type: 'text',
      text: { body: 'hi' },
      context: { message_id: 'wamid.P' },
    });
  });

  it('prefers the phone, and uses the BSUID when there is none', () => {
    expect(buildEnvelope({ ...message, recipient: 'US.1' })).not.toHaveProperty('recipient');
    expect(buildEnvelope({ ...message, to: null, recipient: 'US.ENT.1' })).toMatchObject({
      recipient: 'US.ENT.1',
    });
  });

  it('leaves the context out of a reaction, which Meta would refuse', () => {
    const reaction = { ...message, type: 'reaction', content: { reaction: { message_id: 'w', emoji: '' } } };
    expect(buildEnvelope({ ...reaction, context_wamid: 'wamid.P' })).not.toHaveProperty('context');
  });

  it.each([
    ['bsuid_in_to', { to: 'BR.99' }],
    ['phone_invalid', { to: 'Ana' }],
    ['phone_invalid', { to: '12' }],
    ['recipient_invalid', { to: null, recipient: '+16505550100' }],
    ['recipient_missing', { to: '' }],
    ['content_missing', { content: { image: {} } }],
  ])('refuses with %s', (slug, fault) => {
    expect(() => buildEnvelope({ ...message, ...fault })).toThrow(slug);
  });
});

describe('identity', () => {
  it.each([
    ['US.1349120865530274', true],
    ['US.ENT.1181', true],
    ['BR.aZ9', true],
    ['us.1349', false],
    ['US.', false],
    ['16505550100', false],
    [`US.${'1'.repeat(129)}`, false],
  ])('%s is a BSUID: %s', (text, expected) => {
    expect(isBsuid(text)).toBe(expected);
  });

  it.each([
    ['16505550100', '+16505550100'],
    ['+1 (650) 555-0100', '+16505550100'],
    ['US.1349120865530274', null],
    ['1349.US', null],
    ['', null],
    ['1234', null],
    ['1234567890123456', null],
  ])('the phone of %j is %j', (text, expected) => {
    expect(canonicalPhone(text)).toBe(expected);
  });

  it('tolerates the empty texts of early payloads', () => {
    expect(classifyIdentity('', '')).toEqual({ phone: null, bsuid: null });
    expect(classifyIdentity('', 'US.1')).toEqual({ phone: null, bsuid: 'US.1' });
  });
});
