/** Deeper than any payload of Meta; guards the recursion against a hostile one. */
const maxDepth = 64;

/** The value is nested too deeply to be stored. */
export class TooDeepError extends Error {
  constructor() {
    super('nested too deeply');
    this.name = 'TooDeepError';
  }
}

/**
 * A text that Postgres can store: JSON allows U+0000 and lone surrogates, `jsonb` and `text` refuse them, and one
 * such character in a batch would fail the whole statement.
 */
export function cleanText(text: string): string {
  const formed = text.isWellFormed() ? text : text.toWellFormed();
  return formed.includes('\0') ? formed.replaceAll('\0', '') : formed;
}

/**
 * The same JSON value with all texts cleaned. Nothing is copied when nothing needs cleaning, which is nearly always.
 * @throws TooDeepError
 */
export function cleanJson<T>(value: T, depth = 0): T {
  if (typeof value === 'string') {
    // The cast restates that a cleaned string is a string, which T is here.
    return cleanText(value) as T;
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (depth > maxDepth) {
    throw new TooDeepError();
  }
  let changed = false;
  const entries: [string, unknown][] = [];
  for (const [key, item] of Object.entries(value)) {
    const cleanKey = cleanText(key);
    const cleanItem: unknown = cleanJson(item, depth + 1);
    changed ||= cleanItem !== item || cleanKey !== key;
    entries.push([cleanKey, cleanItem]);
  }
  if (!changed) {
    return value;
  }
  // The casts keep the shape: only the characters of texts differ.
  return (Array.isArray(value) ? entries.map(([, item]) => item) : Object.fromEntries(entries)) as T;
}
