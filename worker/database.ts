import { createDatabase, type Database } from '../functions/core/database.ts';

/** The worker's connections: direct or session mode, because advisory locks and LISTEN need a session, and kept open. */
export function createWorkerDatabase(url: string, connections: number): Database {
  return createDatabase({
    url,
    pool: connections,
    name: 'worker',
    prepare: true,
    arrays: true,
    idleSeconds: 0,
  });
}
