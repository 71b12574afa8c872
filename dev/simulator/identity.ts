import { hash64 } from './hash.ts';

/** Detects a BSUID (facts §3.2). For detection only: the id is opaque and kept as it came. */
export const BSUID = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/;

const PREFIXES: [string, string][] = [
  ['55', 'BR'],
  ['91', 'IN'],
  ['62', 'ID'],
  ['52', 'MX'],
  ['49', 'DE'],
  ['44', 'GB'],
  ['39', 'IT'],
  ['34', 'ES'],
  ['33', 'FR'],
  ['27', 'ZA'],
];

function countryOf(digits: string): string {
  for (const [prefix, country] of PREFIXES) if (digits.startsWith(prefix)) return country;
  return 'US';
}

const scratch = { hi: 0, lo: 0 };

/**
 * The BSUID that the simulated portfolio has for a phone. Derived, never stored: every user has one, and a million
 * recipients must not cost a million map entries.
 */
export function userIdOf(digits: string): string {
  hash64(digits, 0x5eed, scratch);
  const number = (scratch.hi & 0x1fffff) * 4294967296 + scratch.lo;
  return `${countryOf(digits)}.${String(number).padStart(16, '1')}`;
}

/** The digits of a phone as Graph takes it (`+`, blanks, dashes and brackets allowed); undefined when it is none. */
export function phoneDigits(value: string): string | undefined {
  let digits = value;
  if (!/^\d+$/.test(value)) digits = value.replace(/[\s().+-]/g, '');
  return /^\d{6,18}$/.test(digits) ? digits : undefined;
}
