import { type Bytes, fromHex, toHex } from '../core/encoding.ts';
import { createHmacKey } from '../core/hmac.ts';

/** The header that carries the signature. */
export const signatureHeader = 'x-hub-signature-256';

/** What the check of a signature found. */
export type SignatureVerdict = 'valid' | 'missing' | 'invalid';

/** Checks a signature header against the raw bytes of a body. */
export type VerifySignature = (header: string | null, body: Bytes) => Promise<SignatureVerdict>;

/**
 * Makes the check of `X-Hub-Signature-256: sha256=<hex>`, HMAC-SHA256 of the raw body under the app secret
 * (Meta, Create a webhook endpoint). Any of the secrets may have signed, so that a secret can be rotated and several
 * apps can share the address. With no secret nothing is valid.
 */
export function createSignatureVerifier(appSecrets: string[]): VerifySignature {
  const keys = appSecrets.filter((secret) => secret !== '').map(createHmacKey);
  return async function verifySignature(header, body) {
    if (header === null || header === '') {
      return 'missing';
    }
    const digest = header.startsWith('sha256=') ? fromHex(header.slice(7)) : null;
    if (digest === null || digest.length !== 32) {
      return 'invalid';
    }
    for (const key of keys) {
      if (await key.verify(body, digest)) {
        return 'valid';
      }
    }
    return 'invalid';
  };
}

/** The header value that Meta would send for a body; for tests, benches and the simulator. */
export async function signBody(appSecret: string, body: Bytes): Promise<string> {
  return `sha256=${toHex(await createHmacKey(appSecret).sign(body))}`;
}
