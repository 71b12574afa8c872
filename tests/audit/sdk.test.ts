import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Audit, createAudit } from '../../clients/sdk/src/audit.ts';
import { createPlatform } from '../../clients/sdk/src/platform.ts';
import type { Supabase } from '../../clients/sdk/src/scope.ts';
import { clientFor, serveDataApi } from '../db/data-api/client.ts';
import { openDatabase } from '../db/database.ts';
import { OPERATOR, ORGANIZATION, PEOPLE, type Person, SCOPES } from '../db/dataset/people.ts';
import { tamper } from './chain.ts';

const db = await openDatabase('seeded');
const api = serveDataApi(db);
const organizationId = ORGANIZATION.a;
let supabase: Supabase;
let audit: Audit;

beforeAll(async () => {
  // The test's client knows no types; the SDK's are those of this very database.
  supabase = (await clientFor(api, PEOPLE.ownerOfA)) as unknown as Supabase;
  audit = createAudit(supabase);
});
afterAll(async () => {
  await api.close();
  await db.close();
});

test('a change through the Data API is in the log, with its request id', async () => {
  const { error } = await supabase
    .from('contacts')
    .update({ name: 'Renamed' })
    .eq('brand_id', SCOPES.a1.brand_id)
    .setHeader('x-request-id', 'request-1');
  expect(error).toBeNull();
  const [entry] = await audit.list({ organizationId, entity: 'contacts', action: 'update' });
  expect(entry).toMatchObject({
    actor_kind: 'user',
    actor_id: PEOPLE.ownerOfA.user_id,
    brand_id: SCOPES.a1.brand_id,
    after: { name: 'Renamed' },
    request_id: 'request-1',
  });
  const rest = await audit.list({ organizationId }, { before: entry?.id });
  expect(rest.map(({ id }) => id)).not.toContain(entry?.id);
});

test('the export needs the feature and comes in pages', async () => {
  await expect(audit.exportCsv({ organizationId }).next()).rejects.toMatchObject({
    slug: 'plan_feature_missing',
  });
  await db.sql`update public.subscriptions set plan_key = 'enterprise', status = 'active'
    where organization_id = ${organizationId}`;
  const pages: string[] = [];
  for await (const page of audit.exportCsv({ organizationId }, 1)) pages.push(page);
  const all = await audit.list({ organizationId });
  expect(pages.length).toBe(all.length);
  expect(pages[0]).toMatch(/^id,at,actor_kind,/);
  const lines = pages.join('').split('\r\n').slice(1, -1);
  expect(lines.map((line) => line.slice(1, 37))).toEqual(all.map(({ id }) => id).reverse());
});

test('the chain is verified by who may see the log', async () => {
  // The seal that the data set made up is no link of any chain.
  expect(await audit.verify(organizationId)).toMatchObject({ ok: false });
  await tamper(db.sql, (transaction) => transaction`delete from private.audit_seals`);
  expect(await audit.verify(organizationId)).toMatchObject({ first_broken: null, ok: true });
  await expect(audit.verify(ORGANIZATION.b)).rejects.toMatchObject({ slug: 'permission_denied' });
});

test('platform admins see tenants and shut and open them; others are refused', async () => {
  await expect(createPlatform(supabase).tenants()).rejects.toMatchObject({ slug: 'permission_denied' });
  // A token is made from a person; of the operator only the user counts.
  const operator = { ...PEOPLE.ownerOfA, ...OPERATOR } satisfies Person;
  const platform = createPlatform((await clientFor(api, operator)) as unknown as Supabase);
  const [first] = await platform.tenants({ limit: 1 });
  expect(first?.organization_id).toBe(organizationId);
  const [second] = await platform.tenants({ after: first?.organization_id, limit: 1 });
  expect(second?.organization_id).toBe(ORGANIZATION.b);
  expect((await platform.health()).database).toBe('ok');
  expect(await platform.suspend(organizationId)).toBe('suspended');
  expect(await audit.list({ organizationId })).toEqual([]);
  expect(await platform.reactivate(organizationId)).toBe('active');
  expect((await audit.list({ organizationId })).length).toBeGreaterThan(0);
});
