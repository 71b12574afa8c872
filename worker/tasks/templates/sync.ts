import { z } from 'zod';
import type { Database } from '../../../functions/core/database.ts';
import type { Logger } from '../../../functions/core/log.ts';
import type { GraphClient } from '../../../functions/whatsapp/client.ts';
import type { Credentials } from '../../credentials.ts';

export const syncPayload = z.object({ whatsapp_account_id: z.uuid() });

/** Brings a number's templates in step with Meta, page by page. A failure is tried again by the queue. */
export function createTemplateSync(deps: {
  sql: Database;
  graph: GraphClient;
  credentials: Credentials;
  log: Logger;
}) {
  const { sql, graph, credentials, log } = deps;

  return async function syncTemplates(payload: unknown): Promise<void> {
    const { whatsapp_account_id } = syncPayload.parse(payload);
    const account = await credentials.read(whatsapp_account_id);
    if (!account) return;
    let after: string | undefined;
    let written = 0;
    do {
      const page = await graph.listTemplates(
        account.waba_id,
        account.token,
        after === undefined ? {} : { after },
      );
      if (page.kind !== 'ok') {
        throw new Error(
          `Templates could not be listed: ${page.kind === 'rejected' ? page.error.message : page.reason}`,
        );
      }
      const [row] = await sql<{ written: number }[]>`
        select private.upsert_synced_templates(${whatsapp_account_id}, ${sql.json(page.value.data as never)}) as written`;
      written += row?.written ?? 0;
      const { paging } = page.value;
      after = typeof paging?.next === 'string' ? (paging.cursors?.after ?? undefined) : undefined;
    } while (after !== undefined);
    log.info('templates_synced', { whatsapp_account_id, written });
  };
}
