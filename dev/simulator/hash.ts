/** A 64-bit hash as two unsigned 32-bit halves. Reused as an out parameter: the hot path must not allocate. */
export interface Hash64 {
  hi: number;
  lo: number;
}

/**
 * Hashes a string into `out` (the cyrb53 construction, both halves kept). Not cryptographic: with ten million keys
 * the chance of one collision is about 3e-6, good enough to count recipients without keeping their strings.
 */
export function hash64(text: string, seed: number, out: Hash64): void {
  let a = 0xdeadbeef ^ seed;
  let b = 0x41c6ce57 ^ seed;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  out.hi = b >>> 0;
  out.lo = a >>> 0;
}

/** Mixes three 32-bit values into one; the source of a message's fate. */
export function mix32(a: number, b: number, seed: number): number {
  let h = Math.imul(a ^ (seed + 0x9e3779b9), 0x85ebca6b) ^ Math.imul(b ^ 0x27d4eb2f, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return (h ^ (h >>> 15)) >>> 0;
}
