import { type Bytes, fromBase64, fromUtf8, toBase64Url, utf8 } from './encoding.ts';

/** One key of the ring: 32 bytes, and the id that is written beside what it sealed. */
export interface SealingKey {
  id: string;
  bytes: Bytes;
}

/** Why a sealed text could not be opened. It never tells anything of the content. */
export class SealError extends Error {
  readonly reason: 'malformed' | 'unknown_key' | 'tampered';

  constructor(reason: 'malformed' | 'unknown_key' | 'tampered') {
    super(`sealed text cannot be opened: ${reason}`);
    this.name = 'SealError';
    this.reason = reason;
  }
}

/** Seals small secrets (tokens) for storage. */
export interface Sealer {
  /** AES-256-GCM under the first key. `aad` ties the text to its row: elsewhere it does not open. */
  seal(plaintext: string, aad: string): Promise<string>;
  /** The plaintext. @throws SealError */
  open(sealed: string, aad: string): Promise<string>;
  /** True when the text was sealed with a key other than the first: seal it again. */
  isStale(sealed: string): boolean;
}

const version = 'v1';
const ivBytes = 12;
const tagBytes = 16;

/**
 * Reads a key ring: "<key_id>:<base64 of 32 bytes>[,older…]". The first key seals, all open.
 * Returns null when any part is malformed, so that a half-read ring is never used.
 */
export function parseSealingKeys(text: string): SealingKey[] | null {
  const keys: SealingKey[] = [];
  for (const part of text.split(',')) {
    const match = /^\s*([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/_=-]+)\s*$/.exec(part);
    const bytes = match?.[2] ? fromBase64(match[2]) : null;
    if (!match?.[1] || bytes?.length !== 32 || keys.some((key) => key.id === match[1])) {
      return null;
    }
    keys.push({ id: match[1], bytes });
  }
  return keys;
}

/**
 * Makes a sealer. Format: `v1.<key_id>.<iv b64url>.<ciphertext and tag b64url>`; the IV is 96 random bits
 * (NIST SP 800-38D §8.2.2), fresh for each text.
 */
export function createSealer(keys: SealingKey[]): Sealer {
  const [first] = keys;
  if (!first) {
    throw new Error('createSealer needs at least one key');
  }
  const imported = new Map<string, Promise<CryptoKey>>();
  function importKey(key: SealingKey): Promise<CryptoKey> {
    let promise = imported.get(key.id);
    if (!promise) {
      promise = crypto.subtle.importKey('raw', key.bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
      imported.set(key.id, promise);
    }
    return promise;
  }

  return {
    async seal(plaintext, aad) {
      const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
      const parameters = { name: 'AES-GCM', iv, additionalData: utf8(aad) };
      const sealed = await crypto.subtle.encrypt(parameters, await importKey(first), utf8(plaintext));
      return `${version}.${first.id}.${toBase64Url(iv)}.${toBase64Url(new Uint8Array(sealed))}`;
    },

    async open(sealed, aad) {
      const parts = sealed.split('.');
      const iv = fromBase64(parts[2] ?? '');
      const bytes = fromBase64(parts[3] ?? '');
      if (parts.length !== 4 || parts[0] !== version || iv?.length !== ivBytes || !bytes) {
        throw new SealError('malformed');
      }
      if (bytes.length < tagBytes) {
        throw new SealError('malformed');
      }
      const key = keys.find((candidate) => candidate.id === parts[1]);
      if (!key) {
        throw new SealError('unknown_key');
      }
      const parameters = { name: 'AES-GCM', iv, additionalData: utf8(aad) };
      try {
        return fromUtf8(await crypto.subtle.decrypt(parameters, await importKey(key), bytes));
      } catch {
        throw new SealError('tampered');
      }
    },

    isStale: (sealed) => !sealed.startsWith(`${version}.${first.id}.`),
  };
}
