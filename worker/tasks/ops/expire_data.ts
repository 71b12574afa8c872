import type { Database } from '../../../functions/core/database.ts';

/** Rows that one transaction deletes: short enough that nobody waits for it. */
const BATCH = 2_000;

/** Enforces the organizations' retention periods, batch by batch; how far it came is in the database. */
export function createExpireData(deps: { sql: Database }) {
  const { sql } = deps;

  return async function expireData(
    _payload: unknown,
    { stopping }: { stopping: AbortSignal },
  ): Promise<void> {
    for (let hasMore = true; hasMore && !stopping.aborted; ) {
      const [row] = await sql<{ more: boolean }[]>`select private.expire_data(${BATCH}) as more`;
      hasMore = row?.more === true;
    }
  };
}
