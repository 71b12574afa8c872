import { describe, expect, it } from 'vitest';
import { createSealer, parseSealingKeys, SealError, type SealingKey } from '../../functions/core/seal.ts';

const key = (id: string, byte: number): SealingKey => ({ id, bytes: new Uint8Array(32).fill(byte) });
const base64 = (byte: number, length = 32) => Buffer.alloc(length, byte).toString('base64');
const account = '0198f3a0-7c1e-7d55-8a11-3b0c9f2e4d10';

async function reasonOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.catch((thrown: unknown) => thrown);
  return error instanceof SealError ? error.reason : `not a SealError: ${error}`;
}

describe('createSealer', () => {
  const sealer = createSealer([key('k1', 1)]);

  it.each(['EAAG…token', '', 'x'.repeat(2000), 'ünï¢ødé 🔑'])(
    'opens what it sealed: %s',
    async (plaintext) => {
      const sealed = await sealer.seal(plaintext, account);
      expect(sealed).toMatch(/^v1\.k1\.[\w-]{16}\.[\w-]+$/);
      expect(await sealer.open(sealed, account)).toBe(plaintext);
    },
  );

  it('never writes the same text twice', async () => {
    expect(await sealer.seal('a', account)).not.toBe(await sealer.seal('a', account));
  });

  it('opens under an older key after a rotation and seals under the new one', async () => {
    const old = await sealer.seal('token', account);
    const rotated = createSealer([key('k2', 2), key('k1', 1)]);
    expect(await rotated.open(old, account)).toBe('token');
    expect(rotated.isStale(old)).toBe(true);
    const renewed = await rotated.seal('token', account);
    expect(rotated.isStale(renewed)).toBe(false);
    expect(await reasonOf(sealer.open(renewed, account))).toBe('unknown_key');
  });

  it('does not open for another account', async () => {
    const sealed = await sealer.seal('token', account);
    expect(await reasonOf(sealer.open(sealed, account.replace('0198', '0199')))).toBe('tampered');
  });

  it('does not open with another key under the same id', async () => {
    const sealed = await sealer.seal('token', account);
    expect(await reasonOf(createSealer([key('k1', 9)]).open(sealed, account))).toBe('tampered');
  });

  it('notices every changed character of IV and ciphertext', async () => {
    const sealed = await sealer.seal('token', account);
    const start = 'v1.k1.'.length;
    for (let at = start; at < sealed.length - 1; at++) {
      if (sealed[at] === '.') continue;
      const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`;
      expect(await reasonOf(sealer.open(changed, account)), `at ${at}`).toBe('tampered');
    }
  });

  it.each([
    '',
    'v1',
    'v2.k1.AAAAAAAAAAAAAAAA.AAAA',
    'v1.k1.AAAA.AAAAAAAAAAAAAAAAAAAAAAAA',
    'v1.k1.AAAAAAAAAAAAAAAA.AA',
    'v1.k1.*.*',
  ])('calls %j malformed', async (sealed) => {
    expect(await reasonOf(sealer.open(sealed, account))).toBe('malformed');
  });

  it('needs a key', () => {
    expect(() => createSealer([])).toThrow('at least one key');
  });
});

describe('parseSealingKeys', () => {
  it('reads a ring, first key first', () => {
    const keys = parseSealingKeys(`2026b:${base64(2)}, 2026a:${base64(1)}`);
    expect(keys?.map(({ id, bytes }) => [id, bytes[0], bytes.length])).toEqual([
      ['2026b', 2, 32],
      ['2026a', 1, 32],
    ]);
  });

  it.each([
    ['empty', ''],
    ['without id', base64(1)],
    ['a short key', `k:${base64(1, 16)}`],
    ['an id with a dot', `k.1:${base64(1)}`],
    ['an id twice', `k:${base64(1)},k:${base64(2)}`],
    ['a broken second key', `k:${base64(1)},l:***`],
  ])('refuses a ring that is %s', (_, text) => {
    expect(parseSealingKeys(text)).toBeNull();
  });
});
