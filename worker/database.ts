import postgres from 'postgres';

/**
 * The worker's connections. Direct or session mode: advisory locks and LISTEN need a session. A lost one is opened again
 * within a second of the database's return (the library's own pauses grow to 20 s).
 */
export function createDatabase(url: string, connections: number) {
  return postgres(url, {
    max: connections,
    idle_timeout: 0,
    connect_timeout: 10,
    max_lifetime: null,
    backoff: (attempt: number) => Math.min(0.05 * 2 ** attempt, 1),
    connection: { application_name: 'wabase-worker' },
    onnotice: () => {},
  });
}

export type Database = ReturnType<typeof createDatabase>;

/** Codes of the socket and of postgres.js that mean: the connection is gone or could not be made. */
const LOST = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
]);

/**
 * Whether an error means that the database could not be reached, or that it left while a statement ran, which may or may
 * not have been committed. SQLSTATE class 08 (connection) and 57P01 to 57P03 (shutdown, crash, starting up); `pg`, which
 * graphile-worker uses, has words instead of codes for some.
 */
export function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    LOST.has(code) ||
    /^(08|57P0[123])/.test(code) ||
    /^Connection terminated|connection error and is not queryable/.test(error.message)
  );
}

/** Whether an error is about the values of a statement: repeating it would not help. SQLSTATE classes 22 and 23. */
export function isAboutData(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && /^2[23]/.test(error.code)
  );
}
