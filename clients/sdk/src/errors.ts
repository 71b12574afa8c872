import { FunctionsHttpError } from '@supabase/supabase-js';

/** What an error says, whichever part of the project it came from. */
export interface WabaseErrorFields {
  /** HTTP status; 0 when no answer came. */
  status: number;
  /** SQLSTATE when the database refused (`PT4xx` are ours), else empty. */
  code: string;
  /** Stable name to branch on, e.g. `window_closed`. */
  slug: string;
  message: string;
  /** What to do next; may be empty. */
  hint: string;
}

/** The one error that the SDK throws. Branch on `slug`; show `message` and `hint`. */
export class WabaseError extends Error implements WabaseErrorFields {
  readonly status: number;
  readonly code: string;
  readonly slug: string;
  readonly hint: string;

  constructor({ status, code, slug, message, hint }: WabaseErrorFields, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'WabaseError';
    this.status = status;
    this.code = code;
    this.slug = slug;
    this.hint = hint;
  }
}

/** A slug raised by the database looks like this; a detail that Postgres itself writes never does. */
const SLUG = /^[a-z][a-z0-9_]{2,63}$/;

/** Names for what Postgres and PostgREST raise themselves; the rest is `request_failed`. */
const SLUGS_BY_CODE: Record<string, string> = {
  '23503': 'reference_invalid',
  '23505': 'already_exists',
  '23514': 'validation_failed',
  '22P02': 'validation_failed',
  '42501': 'permission_denied',
  PGRST116: 'not_found',
  PGRST301: 'token_invalid',
  PGRST303: 'token_invalid',
};

/** An error of the Data API, as supabase-js hands it over. */
export interface RestError {
  message: string;
  details: string | null;
  hint: string | null;
  code: string;
}

/** Turns an error of the Data API into ours. @param status HTTP status of the answer, 0 without one */
export function fromRest(error: RestError, status: number): WabaseError {
  const details = error.details ?? '';
  const slug = SLUG.test(details)
    ? details
    : (SLUGS_BY_CODE[error.code] ?? (status === 0 ? 'unreachable' : 'request_failed'));
  return new WabaseError(
    { status, code: error.code ?? '', slug, message: error.message, hint: error.hint ?? '' },
    error,
  );
}

/** Turns an error of Supabase Auth into ours; its own error code becomes the slug. */
export function fromAuth(error: { message: string; status?: number; code?: string }): WabaseError {
  const status = error.status ?? 0;
  const slug = error.code ?? (status === 0 ? 'unreachable' : 'auth_failed');
  return new WabaseError({ status, code: '', slug, message: error.message, hint: '' }, error);
}

/** Turns what `functions.invoke` failed with into ours; reads the error body that our functions answer with. */
export async function fromFunction(error: unknown): Promise<WabaseError> {
  if (!(error instanceof FunctionsHttpError)) {
    const message = error instanceof Error ? error.message : String(error);
    return new WabaseError({ status: 0, code: '', slug: 'unreachable', message, hint: '' }, error);
  }
  // `context` is declared loosely by supabase-js; for this class it is the response.
  const response = error.context as Response;
  const body = readErrorBody(await response.json().catch(() => null));
  return new WabaseError(
    {
      status: response.status,
      code: '',
      slug: body.slug ?? 'request_failed',
      message: body.message ?? `The function answered ${response.status}.`,
      hint: body.hint ?? '',
    },
    error,
  );
}

function readErrorBody(body: unknown): { slug?: string; message?: string; hint?: string } {
  if (typeof body !== 'object' || body === null || !('error' in body)) return {};
  const { error } = body;
  if (typeof error !== 'object' || error === null) return {};
  const text = (name: string) => {
    const value = (error as Record<string, unknown>)[name];
    return typeof value === 'string' ? value : undefined;
  };
  return { slug: text('slug'), message: text('message'), hint: text('hint') };
}

/** An answer of the Data API, good or bad. */
interface RestAnswer {
  data: unknown;
  error: RestError | null;
  status: number;
}

/** Waits for a request to the Data API and gives its data. @throws WabaseError */
export async function rows<Answer extends RestAnswer>(
  request: PromiseLike<Answer>,
): Promise<Extract<Answer, { error: null }>['data']> {
  const answer = await request;
  if (answer.error !== null) throw fromRest(answer.error, answer.status);
  return answer.data;
}
