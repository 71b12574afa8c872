import type { Database } from '../../../functions/core/database.ts';

const BATCH = 200;

/** Lets go of exports and imports whose time is over; what their files were is removed by media/remove. */
export function createExpireFiles(deps: { sql: Database }) {
  const { sql } = deps;

  return async function expireFiles(
    _payload: unknown,
    { stopping }: { stopping: AbortSignal },
  ): Promise<void> {
    for (let expired = 1; expired > 0 && !stopping.aborted; ) {
      const [row] = await sql<{ n: number }[]>`select private.expire_files(${BATCH}) as n`;
      expired = row?.n ?? 0;
    }
  };
}
