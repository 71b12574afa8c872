/** A JSON object whose fields are not yet known. */
export type Json = Record<string, unknown>;

/** True for a JSON object (not an array, not null). */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for a string with at least one character. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0;
}
