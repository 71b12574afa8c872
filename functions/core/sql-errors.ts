import { AppError, appError, type ErrorSlug } from './errors.ts';

/** An error as PostgREST (`details`) or postgres.js (`detail`) reports it. */
export interface SqlError {
  code?: string | undefined;
  message?: string | undefined;
  detail?: string | null | undefined;
  details?: string | null | undefined;
  hint?: string | null | undefined;
}

/**
 * SQLSTATE → catalogue slug; the longest matching prefix wins. The HTTP status comes with the slug.
 * PTnnn is not here: PostgREST's rule is that its last three digits are the HTTP status.
 * Codes: https://www.postgresql.org/docs/17/errcodes-appendix.html
 */
const sqlStates: Record<string, ErrorSlug> = {
  '08': 'database_unavailable',
  '22': 'validation_failed',
  '23': 'validation_failed',
  '23503': 'reference_invalid',
  '23505': 'already_exists',
  '23P01': 'already_exists',
  '28': 'database_unavailable',
  '40': 'database_unavailable',
  '42501': 'permission_denied',
  '53': 'database_unavailable',
  '55P03': 'database_unavailable',
  '57': 'database_unavailable',
  P0001: 'validation_failed',
  P0002: 'not_found',
  PGRST000: 'database_unavailable',
  PGRST001: 'database_unavailable',
  PGRST002: 'database_unavailable',
  PGRST003: 'database_unavailable',
  PGRST116: 'not_found',
  PGRST301: 'token_invalid',
  PGRST302: 'token_missing',
  PGRST303: 'token_invalid',
};

/** A slug raised by our SQL looks like this; a detail written by Postgres ("Key (id)=…") never does. */
const slugShape = /^[a-z][a-z0-9_]{2,63}$/;

/**
 * Maps an SQL error to what the caller sees, in this one place.
 * An error that our SQL raised on purpose (its `detail` is a slug) keeps its words. One that Postgres raised
 * itself gets the catalogue's words, because its own may quote a row's values.
 */
export function fromSqlError(error: SqlError): AppError {
  const code = error.code ?? '';
  const detail = error.detail ?? error.details ?? '';
  const raised = slugShape.test(detail);
  const status = statusOfPtCode(code);
  if (status !== null) {
    return new AppError({
      slug: raised ? detail : 'validation_failed',
      status,
      message: error.message ?? 'The database refused the request.',
      hint: error.hint ?? '',
      cause: error,
    });
  }
  const slug = slugOfSqlState(code);
  if (slug === null) {
    return appError('internal_error', { cause: error });
  }
  const known = appError(slug, { cause: error });
  if (!raised) {
    return known;
  }
  return new AppError({
    slug: detail,
    status: known.status,
    message: error.message ?? known.message,
    hint: error.hint ?? known.hint,
    cause: error,
  });
}

/** True when the value looks like an error of postgres.js, which carries an SQLSTATE or a socket code. */
export function isSqlError(error: unknown): error is SqlError & Error {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

function statusOfPtCode(code: string): number | null {
  const match = /^PT([45]\d\d)$/.exec(code);
  return match ? Number(match[1]) : null;
}

function slugOfSqlState(code: string): ErrorSlug | null {
  return sqlStates[code] ?? sqlStates[code.slice(0, 2)] ?? null;
}
