/** A number that JavaScript would round: Meta writes template ids of 16 and more digits as JSON numbers. */
const longNumber = /[:[,]\s*-?\d{16,}/;

/**
 * Parses a webhook body. Whole numbers that do not fit a JavaScript number become their digits as text; bodies without any,
 * nearly all, take the short way.
 * @throws SyntaxError
 */
export function parseWebhookJson(body: string): unknown {
  return longNumber.test(body) ? JSON.parse(body, keepDigits) : JSON.parse(body);
}

function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source;
  return typeof value === 'number' &&
    source !== undefined &&
    !Number.isSafeInteger(value) &&
    /^-?\d+$/.test(source)
    ? source
    : value;
}
