import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { until } from '../support/programs.ts';

let pipeline: Pipeline;
afterEach(async () => {
  await pipeline.stop();
});

const MESSAGES = 15_000;

test('a worker killed while old messages go leaves them to the next one, and touches nobody else’s', async () => {
  pipeline = await startPipeline();
  const { sql, tenant } = pipeline;
  const [made] = await tenant.asOwner(
    (owner) =>
      owner<{ it: { organization_id: string; brand_id: string } }[]>`
        select public.create_organization('Neighbours') as it`,
  );
  const neighbour = { organizationId: made?.it.organization_id ?? '', brandId: made?.it.brand_id ?? '' };
  await sql`create table private.messages_past partition of public.messages
    for values from (minvalue) to (private.id_floor(date_trunc('month', now(), 'UTC')))`.simple();
  for (const { organizationId, brandId } of [tenant, neighbour]) {
    const contactId = randomUUID();
    await sql`insert into public.contacts (id, organization_id, brand_id, phone, name)
      values (${contactId}, ${organizationId}, ${brandId}, '+12025550107', 'Gwen')`;
    // Half of them are past their period of 60 days, at any time of day: a day goes as a whole.
    await sql`
      insert into public.messages (id, organization_id, brand_id, whatsapp_account_id, contact_id, direction, type, body, status, wamid)
      select (left(private.id_floor(now() - interval '62 days' + (n % 2) * interval '20 days' + n * interval '1 second')::text, 14)
          || substr(private.new_id()::text, 15))::uuid,
        ${organizationId}, ${brandId}, ${tenant.accountId}, ${contactId}, 'inbound', 'text', 'hello ' || n, 'received', ${organizationId} || n
      from generate_series(1, ${MESSAGES}::int) as n`;
    await sql`
      insert into private.message_wamids (organization_id, brand_id, wamid, message_id)
      select m.organization_id, m.brand_id, m.wamid, m.id from public.messages m where m.organization_id = ${organizationId}`;
  }
  await tenant.asOwner(
    (owner) => owner`select public.set_retention(${tenant.organizationId}, '{"message_days": 60}')`,
  );
  const left = async (organizationId: string) => {
    const [row] = await sql<{ messages: number; past: number; named: number }[]>`
      select count(*)::int as messages,
        count(*) filter (where m.id < private.id_floor(date_trunc('day', now(), 'UTC') - interval '60 days'))::int as past,
        (select count(*)::int from private.message_wamids w where w.organization_id = ${organizationId}) as named
      from public.messages m where m.organization_id = ${organizationId}`;
    return row ?? { messages: 0, past: 0, named: 0 };
  };

  // Before there is a worker, whose timetable may just begin with it.
  const before = await left(tenant.organizationId);
  expect(before.past).toBe(MESSAGES / 2);
  let worker = await pipeline.startWorker();
  await sql`select private.add_job('ops/expire_data', '{}', 'ops/expire_data')`;
  await until('some are gone', async () => (await left(tenant.organizationId)).past < before.past, 30_000, 1);
  await worker.end('SIGKILL');
  const atDeath = await left(tenant.organizationId);
  expect(atDeath.named).toBe(atDeath.messages);
  worker = await pipeline.startWorker();
  await sql`select private.add_job('ops/expire_data', '{}', 'ops/expire_data')`;
  await until('all are gone', async () => (await left(tenant.organizationId)).past === 0, 30_000);
  const kept = before.messages - before.past;
  expect(await left(tenant.organizationId)).toEqual({ messages: kept, past: 0, named: kept });
  expect((await left(neighbour.organizationId)).messages).toBe(MESSAGES);
});
