import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { until } from '../support/programs.ts';
import { TOKEN, WABA_ID } from '../support/tenant.ts';

let pipeline: Pipeline;

beforeAll(async () => {
  pipeline = await startPipeline({ faults: { template_review_ms: 50 } });
  await pipeline.startWebhook();
  await pipeline.startWorker();
});
afterAll(() => pipeline.stop());

interface Row {
  id: string;
  meta_template_id: string | null;
  meta_status: string | null;
  submission: string;
  submission_error: string | null;
  text: string;
  rejection_reason: string | null;
}

/** Saves a template, asks for its review and approves it, as the owner. */
async function submit(template: Record<string, unknown>): Promise<string> {
  const [row] = await pipeline.tenant.asOwner(
    (owner) => owner<{ id: string }[]>`
      select t.id from public.save_template(${owner.json({
        whatsapp_account_id: pipeline.tenant.accountId,
        language: 'en_US',
        category: 'UTILITY',
        ...template,
      } as never)}) as t`,
  );
  const id = row?.id ?? '';
  await pipeline.tenant.asOwner(
    (owner) => owner`select (public.request_template_review(${id})).id, (public.approve_template(${id})).id`,
  );
  return id;
}

async function read(id: string): Promise<Row | undefined> {
  const [row] = await pipeline.sql<Row[]>`
    select id, meta_template_id, meta_status, submission, submission_error, components #>> '{0,text}' as text, rejection_reason
    from public.templates where id = ${id}`;
  return row;
}

async function untilStatus(id: string, status: string): Promise<Row> {
  await until(`the template is ${status}`, async () => (await read(id))?.meta_status === status);
  return (await read(id)) as Row;
}

/** What Meta (the simulator) has under a name. */
async function atMeta(name: string): Promise<{ id: string; components: { text: string }[] }[]> {
  const answer = await fetch(
    `${pipeline.simulatorUrl}/v26.0/${WABA_ID}/message_templates?name=${name}&fields=name,components`,
    { headers: { authorization: `Bearer ${TOKEN}` } },
  );
  return ((await answer.json()) as { data: never[] }).data;
}

test('an approved template goes to Meta, and Meta’s decision comes back', async () => {
  const id = await submit({ name: 'shipped', components: [{ type: 'BODY', text: 'It has shipped.' }] });
  const row = await untilStatus(id, 'APPROVED');
  expect(row).toMatchObject({ submission: 'submitted', submission_error: null });
  expect((await atMeta('shipped')).map((one) => one.id)).toEqual([row.meta_template_id]);
});

test('a change of what Meta has is sent as an edit', async () => {
  const id = await submit({ name: 'edited', components: [{ type: 'BODY', text: 'Before.' }] });
  const { meta_template_id } = await untilStatus(id, 'APPROVED');
  await submit({ id, components: [{ type: 'BODY', text: 'After.' }] });
  await until('the edit is taken', async () => (await read(id))?.text === 'After.');
  await untilStatus(id, 'APPROVED');
  expect(await atMeta('edited')).toMatchObject([{ id: meta_template_id, components: [{ text: 'After.' }] }]);
});

test('Meta’s rejection and its reason are kept', async () => {
  const id = await submit({ name: 'reject_this', components: [{ type: 'BODY', text: 'No.' }] });
  expect(await untilStatus(id, 'REJECTED')).toMatchObject({ rejection_reason: 'Simulated rejection' });
});

test('a creation whose answer was lost is found, not made twice', async () => {
  await fetch(`${pipeline.simulatorUrl}/v26.0/${WABA_ID}/message_templates`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      name: 'lost',
      language: 'en_US',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: 'Hello.' }],
    }),
  });
  const id = await submit({ name: 'lost', components: [{ type: 'BODY', text: 'Hello.' }] });
  const row = await untilStatus(id, 'APPROVED');
  expect((await atMeta('lost')).map((one) => one.id)).toEqual([row.meta_template_id]);
});

test('what Meta refuses is said to the author', async () => {
  const [row] = await pipeline.sql<{ id: string }[]>`
    insert into public.templates (organization_id, brand_id, waba_id, name, language, category, components, review_status, submission)
    values (${pipeline.tenant.organizationId}, ${pipeline.tenant.brandId}, ${WABA_ID}, 'no_body', 'en_US', 'UTILITY',
      '[{"type": "FOOTER", "text": "x"}]', 'approved', 'queued')
    returning id`;
  await pipeline.sql`select private.ring('templates/submit', ${row?.id ?? ''})`;
  await until('Meta refused', async () => (await read(row?.id ?? ''))?.submission === 'failed');
  expect((await read(row?.id ?? ''))?.submission_error).toMatch(/^100: .*BODY/);
});

test('a deleted template is deleted at Meta too', async () => {
  const id = await submit({ name: 'gone', components: [{ type: 'BODY', text: 'Bye.' }] });
  await untilStatus(id, 'APPROVED');
  await pipeline.tenant.asOwner((owner) => owner`select public.delete_template(${id})`);
  await until('the row is gone', async () => (await read(id)) === undefined);
  expect(await atMeta('gone')).toEqual([]);
});
