import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { until } from '../support/programs.ts';
import { addContacts, draftCampaign } from '../support/tenant.ts';

let pipeline: Pipeline;

beforeAll(async () => {
  pipeline = await startPipeline();
  await pipeline.startWorker();
});
afterAll(() => pipeline.stop());

async function status(id: string): Promise<string | undefined> {
  const [row] = await pipeline.sql<
    { status: string }[]
  >`select status from public.campaigns where id = ${id}`;
  return row?.status;
}

test('a scheduled campaign starts when its time comes, once', async () => {
  await addContacts(pipeline.sql, pipeline.tenant, 5);
  const id = await draftCampaign(pipeline.tenant);
  const [row] = await pipeline.tenant.asOwner(
    (owner) => owner<{ status: string }[]>`
      select (public.schedule_campaign(${id}, (clock_timestamp() at time zone 'UTC' + interval '700 milliseconds')::timestamp, 'UTC')).status`,
  );
  expect(row?.status).toBe('scheduled');
  await until('it has run', async () => (await status(id)) === 'completed');
  expect((await pipeline.stats()).accepted).toBe(5);
});

test('an audience too large for a request is frozen by the worker', async () => {
  await pipeline.sql`delete from public.contacts`;
  await addContacts(pipeline.sql, pipeline.tenant, 50_001);
  const id = await draftCampaign(pipeline.tenant);
  const [row] = await pipeline.tenant.asOwner(
    (owner) => owner<{ status: string }[]>`select (public.launch_campaign(${id})).status`,
  );
  expect(row?.status).toBe('launching');
  await until('it runs', async () => ['running', 'completed'].includes((await status(id)) ?? ''), 60_000);
  const [stats] = await pipeline.sql<{ audience: number }[]>`
    select audience from public.campaign_stats where campaign_id = ${id}`;
  expect(stats?.audience).toBe(50_001);
  await pipeline.tenant.asOwner((owner) => owner`select public.cancel_campaign(${id})`);
});
