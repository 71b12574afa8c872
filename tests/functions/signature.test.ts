import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fromHex, utf8 } from '../../functions/core/encoding.ts';
import { constantTimeEqual, constantTimeEqualText } from '../../functions/core/hmac.ts';
import { createSignatureVerifier, signBody } from '../../functions/whatsapp/signature.ts';

const body = utf8('{"text":"Olá 👋"}');
const digest = createHmac('sha256', 'secret').update(body).digest('hex');

describe('createSignatureVerifier', () => {
  const verify = createSignatureVerifier(['older', 'secret']);

  it('signs as node:crypto does and accepts any of its secrets', async () => {
    expect(await signBody('secret', body)).toBe(`sha256=${digest}`);
    expect(await verify(`sha256=${digest}`, body)).toBe('valid');
    expect(await verify(await signBody('older', body), body)).toBe('valid');
    expect(await verify(`sha256=${digest.toUpperCase()}`, body)).toBe('valid');
  });

  it.each([
    ['another secret', createHmac('sha256', 'other').update(body).digest('hex')],
    ['a flipped bit', digest.replace(/^./, (char) => (char === '0' ? '1' : '0'))],
    ['a short digest', digest.slice(2)],
    ['no hex', 'z'.repeat(64)],
    ['nothing', ''],
  ])('refuses %s', async (_, hex) => {
    expect(await verify(`sha256=${hex}`, body)).toBe('invalid');
  });

  it('refuses the header of another algorithm', async () => {
    expect(await verify(`sha1=${digest}`, body)).toBe('invalid');
    expect(await verify(digest, body)).toBe('invalid');
  });

  it('tells a missing header from a wrong one', async () => {
    expect(await verify(null, body)).toBe('missing');
    expect(await verify('', body)).toBe('missing');
  });

  it('accepts nothing without a secret, not even the digest of the empty one', async () => {
    const empty = createHmac('sha256', '').update(body).digest('hex');
    expect(await createSignatureVerifier([])(`sha256=${digest}`, body)).toBe('invalid');
    expect(await createSignatureVerifier([''])(`sha256=${empty}`, body)).toBe('invalid');
  });
});

describe('constant time comparison', () => {
  it.each([
    ['', '', true],
    ['00ff', '00ff', true],
    ['00ff', '00fe', false],
    ['00ff', '00', false],
  ])('%s equals %s: %s', (a, b, expected) => {
    expect(constantTimeEqual(fromHex(a) ?? utf8('?'), fromHex(b) ?? utf8('?'))).toBe(expected);
  });

  it('compares texts of any length', async () => {
    expect(await constantTimeEqualText('token', 'token')).toBe(true);
    expect(await constantTimeEqualText('token', 'tokens')).toBe(false);
    expect(await constantTimeEqualText('', 'token')).toBe(false);
  });
});
