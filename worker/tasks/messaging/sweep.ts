import type { Database } from '../../../functions/core/database.ts';

const BATCH = 500;

/** What comes due in inboxes by the clock: snoozes that are over, service times that have passed. */
export function createSweep(deps: { sql: Database }) {
  const { sql } = deps;

  return async function sweep(_payload: unknown, { stopping }: { stopping: AbortSignal }): Promise<void> {
    for (let most = BATCH; most === BATCH && !stopping.aborted; ) {
      const [row] = await sql<{ woken: number; told: number }[]>`
        select private.wake_conversations(${BATCH}) as woken, private.sweep_sla(${BATCH}) as told`;
      most = Math.max(row?.woken ?? 0, row?.told ?? 0);
    }
  };
}
