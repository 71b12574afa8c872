/** Keys whose value is never written: secrets, and what people said. */
const secretKey =
  /token|secret|password|passphrase|authorization|api_?key|credential|cookie|signature|ciphertext|^(?:body|text|content|payload|caption|parameters|query)$/i;
/** Keys that hold a phone number or the address of a person. */
const phoneKey = /phone|^(?:to|from|input|wa_id|recipient|recipient_id|msisdn)$/i;
/** Keys that hold an id of ours or Meta's: long digits there are not a phone. */
const idKey = /(?:^|_)id$/i;

const bearer = /\b(Bearer|OAuth)\s+[\w.~+/=-]+/gi;
const metaToken = /\bEAA[A-Za-z0-9]{16,}/g;
const jwt = /\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g;
const secretParameter =
  /([?&](?:access_token|input_token|client_secret|code|hub\.verify_token|apikey)=)[^&\s"]+/gi;
const urlPassword = /(:\/\/[^:/?#\s]+:)[^@/\s]+@/g;
/** 9 to 15 digits (E.164), not part of a longer word, hex string or decimal. */
const phoneInText = /(?<![\w.-])\+?\d{9,15}(?![\w-])/g;

const maxText = 1000;
const maxDepth = 5;

/** Keeps the country hint and the last two digits: enough to recognise one's own number, not to call it. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return digits.length < 6 ? '***' : `+${digits.slice(0, 2)}***${digits.slice(-2)}`;
}

/** Removes tokens, passwords in URLs and phone numbers from free text, such as an error's message. */
export function redactText(text: string): string {
  return text
    .slice(0, maxText)
    .replace(bearer, '$1 [redacted]')
    .replace(metaToken, '[redacted]')
    .replace(jwt, '[redacted]')
    .replace(secretParameter, '$1[redacted]')
    .replace(urlPassword, '$1[redacted]@')
    .replace(phoneInText, maskPhone);
}

/** A copy of log fields that holds no token, no message body and no phone number. */
export function redactFields(fields: Record<string, unknown>, depth = 0): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) {
    out[key] = redactValue(key, value, depth);
  }
  return out;
}

function redactValue(key: string, value: unknown, depth: number): unknown {
  if (value === undefined || value === null || typeof value === 'boolean') {
    return value;
  }
  const isId = idKey.test(key) && !phoneKey.test(key.replace(/phone_number_id/i, ''));
  if (!isId && secretKey.test(key)) {
    return '[redacted]';
  }
  if (!isId && phoneKey.test(key) && (typeof value === 'string' || typeof value === 'number')) {
    return maskPhone(String(value));
  }
  if (typeof value === 'string') {
    return isId ? value.slice(0, maxText) : redactText(value);
  }
  if (typeof value === 'number') {
    return value;
  }
  if (value instanceof Error) {
    return describeError(value);
  }
  if (depth >= maxDepth) {
    return '[deep]';
  }
  if (Array.isArray(value)) {
    return value.slice(0, 20).map((item) => redactValue(key, item, depth + 1));
  }
  if (typeof value === 'object') {
    return redactFields(value as Record<string, unknown>, depth + 1);
  }
  return String(value);
}

/** Name, code and cleaned message of an error. Other properties stay out: postgres.js keeps parameters there. */
export function describeError(error: Error): Record<string, unknown> {
  const code = 'code' in error ? error.code : undefined;
  const described: Record<string, unknown> = { name: error.name, message: redactText(error.message) };
  if (typeof code === 'string' || typeof code === 'number') {
    described.code = code;
  }
  if (error.cause instanceof Error) {
    described.cause = describeError(error.cause);
  }
  return described;
}
