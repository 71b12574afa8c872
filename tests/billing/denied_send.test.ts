import { afterAll, expect, test } from 'vitest';
import { requestContext } from '../../dev/data-api/request_context.ts';
import { clientFor, serveDataApi } from '../db/data-api/client.ts';
import { openDatabase } from '../db/database.ts';
import { PEOPLE, SCOPES } from '../db/dataset/people.ts';

const db = await openDatabase('seeded');
const api = serveDataApi(db);
afterAll(async () => {
  await api.close();
  await db.close();
});

test('a send beyond the quota is an error of status 402 for supabase-js, and stays recorded', async () => {
  const { organization_id, brand_id } = SCOPES.a1;
  await db.sql`update subscriptions set limit_overrides = '{"messages_per_day": 1}' where organization_id = ${organization_id}`;
  await db.sql`update whatsapp_accounts set connection_status = 'connected' where brand_id = ${brand_id}`;
  await db.sql`delete from gate_decisions where organization_id = ${organization_id}`;
  await db.sql`insert into templates (organization_id, brand_id, waba_id, name, language, category, components, meta_status)
    select organization_id, brand_id, waba_id, 'hello', 'en', 'UTILITY', '[{"type": "BODY", "text": "Hello"}]', 'APPROVED'
    from whatsapp_accounts where brand_id = ${brand_id}`;
  const [ids] = await db.sql<{ account: string; contact: string }[]>`
    select (select id from whatsapp_accounts where brand_id = ${brand_id} limit 1) as account,
      (select id from contacts where brand_id = ${brand_id} and phone is not null limit 1) as contact`;
  const client = await clientFor(api, PEOPLE.ownerOfA);
  const send = (client_message_id: string) =>
    // What the HTTP server in front tells: here the handler is called without it.
    requestContext.run(
      { method: 'POST', path: '/rpc/send_message', headers: {} },
      async () =>
        await client.rpc('send_message', {
          message: {
            whatsapp_account_id: ids?.account,
            contact_id: ids?.contact,
            type: 'template',
            template: { name: 'hello', language: { code: 'en' } },
            client_message_id,
          },
        }),
    );

  const first = await send('first');
  expect(first.error).toBeNull();
  const second = await send('second');
  expect(second.status).toBe(402);
  expect(second.error).toMatchObject({ code: 'PT402', details: 'quota_exceeded' });
  expect(second.error?.hint).not.toBe('');

  expect(
    await db.sql`select actor_id, metric, decision, limit_value::int, used::int from gate_decisions where organization_id = ${organization_id}`,
  ).toEqual([
    { actor_id: PEOPLE.ownerOfA.user_id, metric: 'messages', decision: 'denied', limit_value: 1, used: 1 },
  ]);
  expect(await db.sql`select 1 from messages where client_message_id = 'second'`).toHaveLength(0);
});
