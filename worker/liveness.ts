import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../functions/core/log.ts';
import { createDatabase, type Database } from './database.ts';

/**
 * Keeps this worker known as alive, and takes over from dead ones. Alive means: a session that holds an advisory lock.
 * Postgres frees it the moment the process or its connection is gone, so a kill -9 is noticed within one round.
 */
export async function createLiveness(deps: {
  url: string;
  sql: Database;
  log: Logger;
  workerId: string;
  /** Ids under which graphile-worker locks jobs for this process; grows while it starts. */
  graphileIds: ReadonlySet<string>;
  everyMs?: number;
}) {
  const { url, sql, log, workerId, graphileIds, everyMs = 2000 } = deps;
  const session = createDatabase(url, 1);
  let stopped = false;
  let backend: number | null = null;
  let registered = 0;

  /** Signs in again whenever the session is a new one or graphile-worker has started more workers. */
  async function signIn(): Promise<void> {
    const [row] = await session<{ pid: number }[]>`select pg_backend_pid() as pid`;
    if (row?.pid === backend && registered === graphileIds.size) return;
    const size = graphileIds.size;
    const [held] = await session<{ held: boolean }[]>`
      select private.register_worker(${workerId}, ${[...graphileIds]}::text[]) as held`;
    if (held?.held || row?.pid === backend) {
      backend = row?.pid ?? null;
      registered = size;
    }
  }

  async function round(): Promise<void> {
    await signIn();
    const [buried] = await sql<{ n: number }[]>`select private.bury_dead_workers() as n`;
    if (buried && buried.n > 0) log.warn('dead_workers_buried', { workers: buried.n });
    const [settled] = await sql<
      { requeued: number; expired: number }[]
    >`select * from private.settle_unknown()`;
    if (settled) log.warn('unknown_sends_settled', { requeued: settled.requeued, expired: settled.expired });
  }

  const rounds = (async () => {
    while (!stopped) {
      try {
        await round();
      } catch (error) {
        log.warn('liveness_round_failed', { error: String(error) });
      }
      for (let slept = 0; slept < everyMs && !stopped; slept += 100) await sleep(100);
    }
  })();

  return {
    async stop(): Promise<void> {
      stopped = true;
      await rounds;
      await session.end({ timeout: 2 });
    },
  };
}
