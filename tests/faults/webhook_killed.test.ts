import { afterEach, expect, test } from 'vitest';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { postJson, until } from '../support/programs.ts';
import { addContacts, PHONE_NUMBER_ID } from '../support/tenant.ts';
import { expectEachOnce, launch, report, untilAccepted, untilCompleted } from './facts.ts';

let pipeline: Pipeline;
afterEach(async () => {
  await pipeline.stop();
});

test('a webhook function killed three times loses and doubles neither customers’ messages nor statuses', async () => {
  const recipients = 1500;
  const customers = 300;
  pipeline = await startPipeline({
    throughputMps: 300,
    faults: { duplicate_webhooks: 0.1, webhook_batch: { retry_base_ms: 100, retry_max_ms: 500 } },
  });
  await addContacts(pipeline.sql, pipeline.tenant, recipients);
  await pipeline.startWorker();
  let webhook = await pipeline.startWebhook();
  const began = performance.now();
  const campaignId = await launch(pipeline);

  let written = 0;
  const write = async (upTo: number) => {
    for (; written < upTo; written++) {
      await postJson(`${pipeline.simulatorUrl}/_sim/inbound`, {
        phone_number_id: PHONE_NUMBER_ID,
        phone: `+1${3_000_000_000 + (written % 100)}`,
        type: 'text',
        text: { body: `Message ${written}` },
      });
    }
  };
  for (const round of [1, 2, 3]) {
    await untilAccepted(pipeline, round * 300);
    await write(round * 100 - 50);
    const { webhooks } = await pipeline.stats();
    await webhook.end('SIGKILL');
    await write(round * 100);
    await until('a webhook is lost', async () => (await pipeline.stats()).webhooks.failed > webhooks.failed);
    webhook = await pipeline.startWebhook();
  }
  await untilCompleted(pipeline, campaignId);
  await expectEachOnce(pipeline, campaignId, recipients);
  const seconds = (performance.now() - began) / 1000;

  const [inbound] = await pipeline.sql`
    select count(*)::int as messages, count(distinct body)::int as texts, count(distinct wamid)::int as wamids,
      count(distinct contact_id)::int as contacts
    from public.messages where direction = 'inbound'`;
  expect(inbound).toEqual({ messages: customers, texts: customers, wamids: customers, contacts: 100 });
  expect(await pipeline.sql`select * from private.dead_items`).toEqual([]);
  const { webhooks } = await pipeline.stats();
  report('webhook killed', { seconds, kills: 3, inbound: customers, accepted: recipients, webhooks });
});
