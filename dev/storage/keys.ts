import { refusals } from './errors.ts';

/** A bucket and the name of an object in it. */
export interface ObjectKey {
  bucket: string;
  name: string;
}

/** What hosted Storage allows in a name: letters, digits and the characters that S3 calls safe. */
const ALLOWED = /^[\w/!\-.*'() &$@=;:+,?]+$/;

/** Bytes of an S3 key. */
const LONGEST = 1024;

/**
 * Reads `<bucket>/<name>` from the part of a path behind the route. It is decoded once, so that an encoded slash is a
 * slash for the policies too. Parts that are empty, `.` or `..` are refused: they would make a name that reads like
 * another tenant's folder to whatever resolves it.
 */
export function parseObjectKey(path: string): ObjectKey {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    throw refusals.invalidKey(path);
  }
  const slash = decoded.indexOf('/');
  const bucket = slash === -1 ? decoded : decoded.slice(0, slash);
  const name = slash === -1 ? '' : decoded.slice(slash + 1);
  return { bucket, name: requireName(name) };
}

/** Returns the name when it may be one. @throws StorageError InvalidKey */
export function requireName(name: string): string {
  const parts = name.split('/');
  const isFine =
    ALLOWED.test(name) && name.length <= LONGEST && !parts.some((part) => /^\.{0,2}$/.test(part));
  if (!isFine) throw refusals.invalidKey(name);
  return name;
}
