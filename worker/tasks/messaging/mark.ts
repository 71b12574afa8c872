import { z } from 'zod';
import type { Database } from '../../../functions/core/database.ts';
import type { Logger } from '../../../functions/core/log.ts';
import type { GraphClient } from '../../../functions/whatsapp/client.ts';
import { retryDelaySeconds } from '../../../functions/whatsapp/errors.ts';
import type { Credentials } from '../../credentials.ts';

export const markPayload = z.object({ key: z.uuid() });

/** How many calls of one number are open at once: few, because sends share the connections to Meta. */
const AT_ONCE = 8;
/** When a mark that Meta was never reached with is tried again. */
const UNREACHED_SECONDS = 5;

interface ClaimedMark {
  conversation_id: string;
  wamid: string;
  typing: boolean;
}

/**
 * Tells Meta which messages of one number were read and where an answer is being typed. A call that Meta surely did not
 * take is tried again; one with an unclear outcome is left, because the next mark covers it.
 */
export function createMark(deps: {
  sql: Database;
  graph: GraphClient;
  credentials: Credentials;
  log: Logger;
}) {
  const { sql, graph, credentials, log } = deps;

  return async function mark(payload: unknown, { stopping }: { stopping: AbortSignal }): Promise<void> {
    const accountId = markPayload.parse(payload).key;
    await sql`select private.answer('messaging/mark', ${accountId})`;
    const account = await credentials.read(accountId);
    if (!account) return;
    while (!stopping.aborted) {
      const claimed = await sql<ClaimedMark[]>`select * from private.claim_marks(${accountId}, ${AT_ONCE})`;
      if (claimed.length === 0) return;
      const refused: { mark: ClaimedMark; after: number }[] = [];
      await Promise.all(
        claimed.map(async (one) => {
          const outcome = await graph.markRead(account.phone_number_id, account.token, one.wamid, one.typing);
          if (outcome.kind === 'not_sent') refused.push({ mark: one, after: UNREACHED_SECONDS });
          if (outcome.kind !== 'rejected') return;
          const after = retryDelaySeconds(outcome.error, 1, Math.random());
          if (after !== null) refused.push({ mark: one, after });
          else log.warn('mark_refused', { whatsapp_account_id: accountId, code: outcome.error.code });
        }),
      );
      if (refused.length === 0) continue;
      await sql`select private.retry_marks(${accountId}, ${refused.map((r) => r.mark.conversation_id)}::uuid[],
        ${refused.map((r) => r.mark.wamid)}::text[], ${Math.max(...refused.map((r) => r.after))})`;
    }
  };
}
