import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { until } from '../support/programs.ts';
import {
  addContacts,
  anotherNumber,
  connectNumber,
  createTenant,
  draftCampaign,
  provisionNumber,
} from '../support/tenant.ts';

const MPS = 50;
const NUMBERS_OF_A = 4;

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline({ throughputMps: MPS, faults: { hold_statuses: true } });
});
afterAll(() => pipeline.stop());

test('a tenant with more busy numbers than the worker has places does not keep another one waiting', async () => {
  const { sql, tenant: a, simulatorUrl } = pipeline;
  await addContacts(sql, a, MPS * 60);
  const accounts = [{ accountId: a.accountId, templateId: a.templateId }];
  for (let n = 1; n < NUMBERS_OF_A; n++) {
    await provisionNumber(simulatorUrl, anotherNumber(n));
    accounts.push(await connectNumber(sql, a, MPS, anotherNumber(n)));
  }
  const number = anotherNumber(NUMBERS_OF_A);
  await provisionNumber(simulatorUrl, number);
  const b = await createTenant(sql, MPS, number);
  await addContacts(sql, b, 20);
  await pipeline.startWorker({ jobs: 3 });
  for (const from of accounts) {
    const campaign = await draftCampaign({ ...a, ...from });
    await a.asOwner((owner) => owner`select public.launch_campaign(${campaign})`);
  }
  const accepted = async () => (await pipeline.stats()).accepted;
  await until('A to send', async () => (await accepted()) > MPS * 2);

  const before = await accepted();
  const campaign = await draftCampaign(b);
  await b.asOwner((owner) => owner`select public.launch_campaign(${campaign})`);
  await until('B to have sent', async () => {
    const { accepted: ofB } = await pipeline.stats(number.phone_number_id);
    return ofB === 20;
  });
  // With places that are kept for ten seconds, thousands of A would have gone before.
  expect((await accepted()) - before - 20).toBeLessThan(MPS * NUMBERS_OF_A * 6);
});
