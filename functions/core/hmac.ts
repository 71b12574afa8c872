import { type Bytes, utf8 } from './encoding.ts';

/** Compares two byte strings in a time that depends on their length only. */
export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean {
  // Lengths may differ openly: digests have one length, and for tokens `constantTimeEqualText` hashes first.
  if (a.length !== b.length) {
    return false;
  }
  let difference = 0;
  for (let i = 0; i < a.length; i++) {
    difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  }
  return difference === 0;
}

/** Compares two texts without telling their length or content by time: both are hashed first. */
export async function constantTimeEqualText(a: string, b: string): Promise<boolean> {
  const [left, right] = await Promise.all([
    crypto.subtle.digest('SHA-256', utf8(a)),
    crypto.subtle.digest('SHA-256', utf8(b)),
  ]);
  return constantTimeEqual(new Uint8Array(left), new Uint8Array(right));
}

/** An HMAC-SHA256 key that is imported once and used many times. */
export interface HmacKey {
  /** The digest of the bytes, 32 bytes. */
  sign(bytes: Bytes): Promise<Bytes>;
  /** True when `digest` is the HMAC of the bytes; the comparison takes constant time. */
  verify(bytes: Bytes, digest: Uint8Array): Promise<boolean>;
}

/** Makes an HMAC-SHA256 key of a secret text. The key is imported at the first use, not here. */
export function createHmacKey(secret: string): HmacKey {
  let key: Promise<CryptoKey> | undefined;
  async function sign(bytes: Bytes): Promise<Bytes> {
    key ??= crypto.subtle.importKey('raw', utf8(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    return new Uint8Array(await crypto.subtle.sign('HMAC', await key, bytes));
  }
  return {
    sign,
    verify: async (bytes, digest) => constantTimeEqual(await sign(bytes), digest),
  };
}
