import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, isConnectionLoss } from '../functions/core/database.ts';
import type { Logger } from '../functions/core/log.ts';
import { createWorkerDatabase } from './database.ts';

/** Whether and as whom this process is known as alive. */
export interface Liveness {
  /** The life that claims are signed with. */
  workerId(): string;
  /** Makes the ids under which graphile-worker locks jobs for this process known. */
  addQueueId(id: string): Promise<void>;
  /**
   * Begins a new life on new connections: what the old one had claimed is taken over as if the process had died. For
   * when a connection was lost, so that there may be claims that this process does not know it holds.
   */
  renew(): void;
  /** Starts to take over from the dead, and to settle sends of unknown outcome. */
  start(): void;
  /** Signs off: what is left of this life is taken over at once. */
  stop(): Promise<void>;
}

/**
 * Keeps this worker known as alive, and takes over from dead ones. Alive means: a session that holds an advisory lock.
 * Postgres frees it the moment the process or its connection is gone, so a kill -9 is noticed within one round. A lost
 * session ends a life too: the process goes on under a new id, and its sends that were in flight are unknown until
 * their answers are recorded.
 */
export async function createLiveness(deps: {
  url: string;
  sql: Database;
  log: Logger;
  everyMs?: number;
}): Promise<Liveness> {
  const { url, sql, log, everyMs = 2000 } = deps;
  const queueIds = new Set<string>();
  const session = createWorkerDatabase(url, 1);
  let life: { id: string; backend: number; queues: number } | undefined;
  let isRenewing = false;
  let isStopped = false;
  let rounds: Promise<void> | undefined;
  let hurry = new AbortController();

  /** Signs in whenever the session is a new one or graphile-worker has a new id. */
  async function signIn(): Promise<void> {
    if (isRenewing) {
      isRenewing = false;
      if (life) life.backend = 0;
      session.replace();
      sql.replace();
    }
    const [row] = await session<{ pid: number }[]>`select pg_backend_pid() as pid`;
    const backend = row?.pid ?? 0;
    const queues = queueIds.size;
    if (life?.backend === backend && life.queues === queues) return;
    const id = life?.backend === backend ? life.id : randomUUID();
    await session`select private.register_worker(${id}, ${[...queueIds]}::text[])`;
    life = { id, backend, queues };
  }

  /** Two transactions: a bell waits for those who ring it, and they for what the burial holds. */
  async function takeOver(): Promise<void> {
    const [buried] = await sql<{ n: number }[]>`select private.bury_dead_workers() as n`;
    if (buried === undefined || buried.n === 0) return;
    log.warn('dead_workers_buried', { workers: buried.n });
    await sql`select private.ring_everything()`;
  }

  async function round(): Promise<void> {
    await signIn();
    await takeOver();
    const [forgotten] = await sql<{ n: number }[]>`select private.ring_forgotten() as n`;
    if (forgotten && forgotten.n > 0) log.warn('forgotten_work_rung_for', { bells: forgotten.n });
    const [settled] = await sql<
      { requeued: number; expired: number }[]
    >`select * from private.settle_unknown()`;
    if (settled) log.warn('unknown_sends_settled', { requeued: settled.requeued, expired: settled.expired });
  }

  async function keepOn(): Promise<void> {
    while (!isStopped) {
      try {
        await round();
      } catch (error) {
        log.warn('liveness_round_failed', { error: String(error) });
        isRenewing ||= isConnectionLoss(error);
      }
      await sleep(everyMs, undefined, { signal: hurry.signal }).catch(() => {
        hurry = new AbortController();
      });
    }
  }

  await signIn();
  return {
    workerId() {
      if (life === undefined) throw new Error('This worker has not signed in.');
      return life.id;
    },
    async addQueueId(id) {
      queueIds.add(id);
      await signIn();
    },
    renew() {
      isRenewing = true;
      hurry.abort();
    },
    start() {
      rounds ??= keepOn();
    },
    async stop() {
      isStopped = true;
      hurry.abort();
      await rounds;
      // graphile-worker closes its pool before it has noted the end of its last jobs: a burial frees them for others.
      await session`select pg_advisory_unlock_all()`
        .then(takeOver)
        .catch((error) => log.warn('sign_off_failed', { error: String(error) }));
      await session.end({ timeout: 2 });
    },
  };
}
