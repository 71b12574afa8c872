import { z } from 'zod';
import type { Database } from '../../../functions/core/database.ts';
import type { Logger } from '../../../functions/core/log.ts';
import type { GraphClient } from '../../../functions/whatsapp/client.ts';
import type { Credentials, SendingAccount } from '../../credentials.ts';
import type { Storage } from '../../storage.ts';
import { createHeaderSample, SampleError, withHandles } from './header_sample.ts';
import { refusalOf } from './refusal.ts';

export const submitPayload = z.object({ key: z.uuid() });

/** What private.read_template_submission gives. */
interface Submission {
  whatsapp_account_id: string | null;
  meta_template_id: string | null;
  template: {
    name: string;
    language: string;
    category: string;
    parameter_format: string;
    components: Record<string, unknown>[];
    message_send_ttl_seconds?: number;
  };
}

/**
 * Submits an approved template to Meta: a new one is created, one that Meta has is edited. Meta knows no idempotency key, so a
 * template is looked for by name and language before it is created: one whose answer was lost is found instead of made twice.
 * What the author must mend is recorded; everything else is tried again by the queue.
 */
export function createTemplateSubmission(deps: {
  sql: Database;
  graph: GraphClient;
  storage: Pick<Storage, 'download'> | null;
  credentials: Credentials;
  log: Logger;
}) {
  const { sql, graph, storage, credentials, log } = deps;
  const uploadSample = createHeaderSample({ graph, storage });

  return async function submitTemplate(payload: unknown): Promise<void> {
    const id = submitPayload.parse(payload).key;
    await sql`select private.answer('templates/submit', ${id})`;
    const [row] = await sql<{ submission: Submission | null }[]>`
      select private.read_template_submission(${id}) as submission`;
    if (!row?.submission) return;
    const { whatsapp_account_id, meta_template_id, template } = row.submission;
    const account = whatsapp_account_id === null ? null : await credentials.read(whatsapp_account_id);
    if (whatsapp_account_id === null || !account) {
      await record(id, { error: 'No number of this WhatsApp Business Account is connected.' });
      return;
    }
    if (meta_template_id === null && (await adopt(id, account, whatsapp_account_id, template))) return;
    try {
      const complete = await complement(account, template);
      if (meta_template_id !== null) await edit(id, account, meta_template_id, complete);
      else await create(id, account, complete);
    } catch (error) {
      if (!(error instanceof SampleError)) throw error;
      await record(id, { error: error.message });
      return;
    }
    log.info('template_submitted', { template_id: id });
  };

  /** The template as Meta takes it: with handles of the sample files in its media headers. */
  async function complement(
    account: SendingAccount,
    template: Submission['template'],
  ): Promise<Submission['template']> {
    const components = await withHandles(template.components, (path, format) =>
      uploadSample(account, path, format),
    );
    // Only strings were put in place of strings.
    return { ...template, components: components as Submission['template']['components'] };
  }

  async function create(
    id: string,
    account: SendingAccount,
    { parameter_format, ...rest }: Submission['template'],
  ): Promise<void> {
    const outcome = await graph.createTemplate(account.waba_id, account.token, {
      ...rest,
      parameter_format: parameter_format.toLowerCase(),
    });
    if (outcome.kind !== 'ok') return record(id, { error: refusalOf(outcome) });
    const { id: meta_template_id, status, category } = outcome.value;
    await record(id, { meta_template_id, status, category: category ?? null });
  }

  async function edit(
    id: string,
    account: SendingAccount,
    metaTemplateId: string,
    { category, components, message_send_ttl_seconds }: Submission['template'],
  ): Promise<void> {
    const outcome = await graph.editTemplate(metaTemplateId, account.token, {
      category,
      components,
      ...(message_send_ttl_seconds !== undefined && { message_send_ttl_seconds }),
    });
    await record(id, outcome.kind === 'ok' ? { status: 'PENDING' } : { error: refusalOf(outcome) });
  }

  /** Takes over a template of this name and language that Meta has already; false when there is none. */
  async function adopt(
    id: string,
    account: SendingAccount,
    whatsappAccountId: string,
    { name, language }: Submission['template'],
  ): Promise<boolean> {
    const page = await graph.listTemplates(account.waba_id, account.token, { name });
    if (page.kind !== 'ok') {
      await record(id, { error: refusalOf(page) });
      return true;
    }
    const found = page.value.data.find((one) => one.name === name && one.language === language);
    if (found === undefined) return false;
    await record(id, { meta_template_id: found.id, status: found.status, category: found.category });
    await sql`select private.upsert_synced_templates(${whatsappAccountId}, ${sql.json([found] as never)})`;
    return true;
  }

  async function record(
    id: string,
    result: {
      meta_template_id?: string;
      status?: string;
      category?: string | null;
      error?: string;
    },
  ): Promise<void> {
    const { meta_template_id = null, status = null, category = null, error = null } = result;
    await sql`select private.record_template_submission(${id}, ${meta_template_id}, ${status}, ${category}, ${error})`;
  }
}
