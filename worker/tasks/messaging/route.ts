import { z } from 'zod';
import type { Database } from '../../../functions/core/database.ts';

export const routePayload = z.object({ key: z.uuid() });

/** How many conversations are given away in one transaction. */
const BATCH = 200;

/** Gives the conversations of a brand that belong to nobody to its agents, as long as there are both. */
export function createRoute(deps: { sql: Database }) {
  const { sql } = deps;

  return async function route(payload: unknown, { stopping }: { stopping: AbortSignal }): Promise<void> {
    const brandId = routePayload.parse(payload).key;
    await sql`select private.answer('messaging/route', ${brandId})`;
    for (let given = BATCH; given === BATCH && !stopping.aborted; ) {
      const [row] = await sql<{ n: number }[]>`select private.route_conversations(${brandId}, ${BATCH}) as n`;
      given = row?.n ?? 0;
    }
  };
}
