import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { until } from '../support/programs.ts';
import { addContacts, draftCampaign } from '../support/tenant.ts';

const AUDIENCE = 6000;
const MPS = 400;
const AGENT_SENDS = 15;

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline({ throughputMps: MPS });
});
afterAll(() => pipeline.stop());

test('what an agent sends overtakes a campaign that uses the whole rate of the number', async () => {
  const { sql, tenant } = pipeline;
  await addContacts(sql, tenant, AUDIENCE);
  await pipeline.startWorker();
  const campaign = await draftCampaign(tenant);
  await tenant.asOwner((owner) => owner`select public.launch_campaign(${campaign})`);
  const accepted = async () => (await pipeline.stats()).accepted;
  await until('the campaign to be under way', async () => (await accepted()) > 300);

  const [contact] = await sql<{ id: string }[]>`
    select id from public.contacts where brand_id = ${tenant.brandId} order by id desc limit 1`;
  const message = {
    whatsapp_account_id: tenant.accountId,
    contact_id: contact?.id ?? '',
    type: 'template',
    template: {
      name: 'order_update',
      language: { code: 'en_US' },
      components: [
        {
          type: 'body',
          parameters: [
            { type: 'text', text: 'Ana' },
            { type: 'text', text: '7' },
          ],
        },
      ],
    },
  };
  const overtaken: number[] = [];
  for (let i = 0; i < AGENT_SENDS; i++) {
    const before = await accepted();
    const [sent] = await tenant.asOwner(
      (owner) =>
        owner<{ id: string }[]>`select public.send_message(${owner.json(message)}) ->> 'message_id' as id`,
    );
    await until('it to be accepted', async () => {
      const [row] = await sql`select from public.messages where id = ${sent?.id ?? ''} and wamid is not null`;
      return row !== undefined;
    });
    overtaken.push((await accepted()) - before);
  }
  const left = AUDIENCE + AGENT_SENDS - (await accepted());
  // Behind the campaign each would have waited for thousands; it waits for what is in flight and one claim.
  expect(left).toBeGreaterThan(500);
  expect(Math.max(...overtaken)).toBeLessThan(MPS * 2);
});
