import postgres from 'postgres';

/** A pool of connections whose connections can all be replaced by new ones. */
export type Database = postgres.Sql & {
  /** From now on new connections are used; what runs on the old ones has five seconds to end. */
  replace(): void;
};

export interface DatabaseOptions {
  url: string;
  /** Connections at most. */
  pool: number;
  /** For pg_stat_activity: wabase-<name>. */
  name: string;
  /** Named prepared statements; false behind a transaction pooler, which does not keep them. */
  prepare: boolean;
  /** Looks up array types at each connect, which costs a query: only for programs that send arrays. */
  arrays?: boolean;
  /** Seconds after which an idle connection is closed; 0 keeps it. Supabase runs many short-lived isolates. */
  idleSeconds?: number;
}

/**
 * Makes a pool. Connections are opened at the first query; a lost one is opened again within a second of the database's
 * return (the library's own pauses grow to 20 s). After a loss the pool must be replaced: a connection of postgres.js
 * 3.4.9 that was lost between the scheduling of a write and the write never sends again
 * (https://github.com/porsager/postgres/issues/1154).
 */
export function createDatabase(options: DatabaseOptions): Database {
  const open = () =>
    postgres(options.url, {
      max: options.pool,
      prepare: options.prepare,
      fetch_types: options.arrays ?? false,
      idle_timeout: options.idleSeconds ?? 60,
      max_lifetime: null,
      connect_timeout: 10,
      backoff: (attempt: number) => Math.min(0.05 * 2 ** attempt, 1),
      connection: { application_name: `wabase-${options.name}` },
      onnotice: () => {},
    });
  let pool = open();
  function replace(): void {
    const old = pool;
    pool = open();
    old.end({ timeout: 5 }).catch(() => {});
  }
  // The cast adds the one property that the handler answers itself.
  return new Proxy(pool, {
    apply: (_target, _this, values) => Reflect.apply(pool, undefined, values),
    get: (_target, name) => (name === 'replace' ? replace : Reflect.get(pool, name)),
  }) as Database;
}

/** The database did not answer in time. What was asked may still happen. */
export class DatabaseTimeout extends Error {}

/**
 * Waits for a statement no longer than a caller of ours would wait for its answer, and replaces the pool when the
 * connection is lost. For requests that are harmless to repeat.
 * @throws DatabaseTimeout, or what the statement throws
 */
export async function within<T>(sql: Database, milliseconds: number, statement: PromiseLike<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new DatabaseTimeout(`no answer within ${milliseconds} ms`)),
      milliseconds,
    );
  });
  try {
    return await Promise.race([statement, late]);
  } catch (error) {
    if (error instanceof DatabaseTimeout || isConnectionLoss(error)) sql.replace();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

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

/**
 * Whether an exception that nobody can catch is postgres.js writing to a connection that has just been lost
 * (https://github.com/porsager/postgres/issues/1154). The statement itself is rejected in the usual way.
 */
export function isWriteToLostConnection(error: unknown): boolean {
  return error instanceof TypeError && /nextWrite .*postgres\/src\/connection\.js/.test(error.stack ?? '');
}

/** Whether an error is about the values of a statement: repeating it would not help. SQLSTATE classes 22 and 23. */
export function isAboutData(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && /^2[23]/.test(error.code)
  );
}
