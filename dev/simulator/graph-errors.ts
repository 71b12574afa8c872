import { randomBytes } from 'node:crypto';

/** Why a request is refused: a code of Meta's error table and the sentence that goes into `error_data.details`. */
export interface Refusal {
  code: number;
  details: string;
  /** Only generic Graph errors carry one (33 = the object does not exist or is not visible). */
  subcode?: number;
}

/** HTTP status and title by code (Meta, "Error codes"; HTTP statuses are not a reliable discriminator there either). */
const CODES: Record<number, { status: number; title: string }> = {
  2: { status: 503, title: 'Service temporarily unavailable' },
  10: { status: 403, title: 'Application does not have permission for this action' },
  100: { status: 400, title: 'Invalid parameter' },
  104: { status: 401, title: 'An access token is required to request this resource.' },
  190: { status: 401, title: 'Invalid OAuth access token - Cannot parse access token' },
  200: {
    status: 403,
    title: 'You do not have the necessary permissions on this WhatsApp Business Account',
  },
  2500: { status: 400, title: 'Unknown path components' },
  130429: { status: 429, title: 'Rate limit hit' },
  130472: { status: 400, title: "User's number is part of an experiment" },
  131000: { status: 500, title: 'Something went wrong' },
  131008: { status: 400, title: 'Required parameter is missing' },
  131009: { status: 400, title: 'Parameter value is not valid' },
  131016: { status: 503, title: 'Service unavailable' },
  131021: { status: 400, title: 'Recipient cannot be sender' },
  131026: { status: 400, title: 'Message undeliverable' },
  131047: { status: 400, title: 'Re-engagement message' },
  131048: { status: 429, title: 'Spam rate limit hit' },
  131049: {
    status: 400,
    title: 'This message was not delivered to maintain healthy ecosystem engagement.',
  },
  131050: { status: 400, title: 'User has stopped marketing messages from your business' },
  131051: { status: 400, title: 'Unsupported message type' },
  131053: { status: 400, title: 'Media upload error' },
  131055: { status: 400, title: 'Method not allowed' },
  131056: { status: 429, title: '(Business Account, Consumer Account) pair rate limit hit' },
  131062: { status: 400, title: 'Business-scoped user ID recipients are not supported for this message' },
  132000: { status: 400, title: 'Number of parameters does not match the expected number of params' },
  132001: { status: 404, title: 'Template name does not exist in the translation' },
  132005: { status: 400, title: 'Translated text too long' },
  132012: { status: 400, title: 'Parameter format does not match format in the created template' },
  132015: { status: 400, title: 'Template is paused' },
  132016: { status: 400, title: 'Template is disabled' },
  132018: { status: 400, title: 'Template parameter validation failed' },
  133005: { status: 400, title: 'Two step verification PIN mismatch' },
  133010: { status: 400, title: 'Phone number not registered' },
  2388023: { status: 400, title: 'Message template language is being deleted' },
  2388024: { status: 400, title: 'Content in this language already exists' },
};

/** Makes a refusal; a shorthand that keeps the validators readable. */
export function refuse(code: number, details: string): Refusal {
  return { code, details };
}

/** The refusal for an id that does not exist (or is hidden): code 100, subcode 33. */
export function refuseUnknownObject(method: string, id: string): Refusal {
  return {
    code: 100,
    subcode: 33,
    details:
      `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to ` +
      'missing permissions, or does not support this operation.',
  };
}

/** HTTP status of a refusal. */
export function statusOf(refusal: Refusal): number {
  return CODES[refusal.code]?.status ?? 400;
}

/** The Graph error body. Generic Graph errors carry the sentence as message, platform errors as details. */
export function errorBody(refusal: Refusal): string {
  const { code, details, subcode } = refusal;
  const title = CODES[code]?.title ?? 'Something went wrong';
  const generic = code === 190 || code === 104 || subcode !== undefined;
  const error: Record<string, unknown> = {
    message: generic ? (subcode === undefined ? title : details) : `(#${code}) ${title}`,
    type: subcode === undefined ? 'OAuthException' : 'GraphMethodException',
    code,
  };
  if (subcode !== undefined) error.error_subcode = subcode;
  if (!generic) error.error_data = { messaging_product: 'whatsapp', details };
  error.fbtrace_id = `A${randomBytes(16).toString('base64url')}`;
  return JSON.stringify({ error });
}

/** One item of `statuses[].errors` or `messages[].errors` in a webhook. */
export function webhookError(code: number): Record<string, unknown> {
  const title = CODES[code]?.title ?? 'Something went wrong';
  return {
    code,
    title,
    message: title,
    error_data: { details: `${title.replace(/\.$/, '')}. Simulated failure.` },
    href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
  };
}

/** Tells a refusal from an answer. */
export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'code' in value && 'details' in value;
}
