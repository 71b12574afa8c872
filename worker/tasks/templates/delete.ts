import { z } from 'zod';
import type { Database } from '../../../functions/core/database.ts';
import type { Logger } from '../../../functions/core/log.ts';
import type { GraphClient } from '../../../functions/whatsapp/client.ts';
import type { Credentials } from '../../credentials.ts';
import { refusalOf } from './refusal.ts';

export const deletePayload = z.object({ key: z.uuid() });

interface Deletion {
  whatsapp_account_id: string | null;
  meta_template_id: string | null;
  name: string;
}

/** Deletes one language of a template at Meta, then here. One that Meta no longer has is as good as deleted. */
export function createTemplateDeletion(deps: {
  sql: Database;
  graph: GraphClient;
  credentials: Credentials;
  log: Logger;
}) {
  const { sql, graph, credentials, log } = deps;

  return async function deleteTemplate(payload: unknown): Promise<void> {
    const id = deletePayload.parse(payload).key;
    await sql`select private.answer('templates/delete', ${id})`;
    const [row] = await sql<{ deletion: Deletion | null }[]>`
      select private.read_template_deletion(${id}) as deletion`;
    if (!row?.deletion) return;
    const { whatsapp_account_id, meta_template_id, name } = row.deletion;
    const account = whatsapp_account_id === null ? null : await credentials.read(whatsapp_account_id);
    if (account && meta_template_id !== null) {
      const outcome = await graph.deleteTemplate(account.waba_id, account.token, name, meta_template_id);
      if (outcome.kind !== 'ok') {
        const page = await graph.listTemplates(account.waba_id, account.token, { name });
        if (page.kind !== 'ok' || page.value.data.some((one) => one.id === meta_template_id))
          throw new Error(`Meta did not delete the template (${refusalOf(outcome)})`);
      }
    }
    await sql`select private.record_template_deleted(${id})`;
    log.info('template_deleted', { template_id: id });
  };
}
