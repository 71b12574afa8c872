/** A refusal in the shape of Supabase Storage. */
export class StorageError extends Error {
  readonly code: string;
  readonly error: string;
  /** What the body's `statusCode` says; the HTTP status is 400 for all refusals, as hosted answers them. */
  readonly statusCode: number;

  constructor(code: string, statusCode: number, message: string, error: string = code) {
    super(message);
    this.code = code;
    this.error = error;
    this.statusCode = statusCode;
  }
}

/** The refusals there are, with the words of hosted Storage. */
export const refusals = {
  noSuchBucket: () => new StorageError('NoSuchBucket', 404, 'Bucket not found', 'Bucket not found'),
  noSuchKey: () => new StorageError('NoSuchKey', 404, 'Object not found', 'not_found'),
  alreadyExists: () => new StorageError('KeyAlreadyExists', 409, 'The resource already exists', 'Duplicate'),
  denied: (message: string) => new StorageError('AccessDenied', 403, message, 'Unauthorized'),
  invalidJwt: (message: string) => new StorageError('InvalidJWT', 400, message),
  invalidSignature: () => new StorageError('InvalidSignature', 400, 'Invalid signature'),
  invalidKey: (key: string) => new StorageError('InvalidKey', 400, `Invalid key: ${key}`),
  invalidRange: () => new StorageError('InvalidRange', 400, 'invalid range provided', 'invalid_range'),
  invalidRequest: (message: string) => new StorageError('InvalidRequest', 400, message),
  invalidMimeType: (type: string) =>
    new StorageError('InvalidMimeType', 415, `mime type ${type} is not supported`, 'invalid_mime_type'),
  tooLarge: () =>
    new StorageError(
      'EntityTooLarge',
      413,
      'The object exceeded the maximum allowed size',
      'Payload too large',
    ),
  noRoute: (method: string, path: string) =>
    new StorageError('NotFound', 404, `Route ${method}:${path} not found`, 'Not Found'),
} as const;

/** What a caller is told of any error: database errors by SQLSTATE, everything unknown as an internal error. */
export function toStorageError(error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const { code, message } = error as { code?: unknown; message?: unknown };
  switch (code) {
    case '23505':
      return refusals.alreadyExists();
    case '23503':
      return refusals.noSuchBucket();
    case '42501':
      return refusals.denied(String(message));
    case '57014':
      return new StorageError('DatabaseTimeout', 544, 'The connection to the database timed out');
    default:
      return typeof code === 'string' && /^PT4\d\d$/.test(code)
        ? new StorageError('DatabaseError', Number(code.slice(2)), String(message))
        : new StorageError('InternalError', 500, 'Internal server error');
  }
}
