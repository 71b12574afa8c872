import { randomBytes, randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { createSealer } from '../../functions/core/seal.ts';
import { postJson } from './programs.ts';

export const PHONE_NUMBER_ID = '106500000001';
export const WABA_ID = '206500000001';
export const PHONE_NUMBER = '+15550100001';
export const TOKEN = 'simulated-token';
const TEMPLATE = {
  id: '1',
  name: 'order_update',
  language: 'en_US',
  category: 'UTILITY',
  status: 'APPROVED',
  components: [{ type: 'BODY', text: 'Hi {{1}}, order {{2}} shipped.' }],
};

/** One organization with one number, ready to send. */
export interface Tenant {
  organizationId: string;
  brandId: string;
  accountId: string;
  templateId: string;
  encryptionKeys: string;
  /** Runs statements as the organization's owner. */
  asOwner<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
}

/** Makes the number and its template known to a simulator; its own limit of messages a second is out of the way. */
export async function provisionNumber(simulatorUrl: string): Promise<void> {
  const { name, language, category, components } = TEMPLATE;
  const phone_numbers = [
    { phone_number_id: PHONE_NUMBER_ID, display_phone_number: PHONE_NUMBER, throughput_mps: 1_000_000 },
  ];
  const templates = [{ name, language, category, components }];
  await postJson(`${simulatorUrl}/_sim/provision`, {
    wabas: [{ waba_id: WABA_ID, access_token: TOKEN, phone_numbers, templates }],
  });
}

/**
 * Signs up an organization and connects its number.
 * @param sql superuser connection
 * @param throughputMps messages a second that we allow the number
 */
export async function createTenant(sql: Sql, throughputMps = 1_000_000): Promise<Tenant> {
  const user = randomUUID();
  const accountId = randomUUID();
  const key = randomBytes(32);
  const sealed = await createSealer([{ id: 'test', bytes: new Uint8Array(key) }]).seal(TOKEN, accountId);
  await sql`insert into auth.users (id, email) values (${user}, ${`${user}@example.test`})`;
  const asOwner = <T>(work: (transaction: Sql) => Promise<T>): Promise<T> =>
    sql.begin(async (transaction) => {
      await transaction`select set_config('request.jwt.claims', ${JSON.stringify({ sub: user, role: 'authenticated' })}, true)`;
      // A transaction has the interface of a connection for everything that is done here.
      return work(transaction as unknown as Sql);
    }) as Promise<T>;

  const account = {
    id: accountId,
    phone_number_id: PHONE_NUMBER_ID,
    waba_id: WABA_ID,
    phone_number: PHONE_NUMBER,
    account_name: 'Test',
    throughput_mps: throughputMps,
  };
  const [organization] = await asOwner(
    (owner) => owner<{ organization_id: string; brand_id: string }[]>`
      select * from jsonb_to_record(public.create_organization('Test')) as o (organization_id uuid, brand_id uuid)`,
  );
  if (!organization) throw new Error('no organization was made');
  const { organization_id: organizationId, brand_id: brandId } = organization;
  // Measurements are larger than any trial.
  await sql`update public.subscriptions set plan_key = 'unlimited', status = 'active' where organization_id = ${organizationId}`;
  await sql`select private.connect_whatsapp_account(${user}, ${brandId}, ${sql.json(account)}, ${sealed})`;
  await sql`select private.upsert_synced_templates(${accountId}, ${sql.json([TEMPLATE])})`;
  const [template] = await sql<{ id: string }[]>`select id from public.templates where brand_id = ${brandId}`;
  return {
    organizationId,
    brandId,
    accountId,
    templateId: template?.id ?? '',
    encryptionKeys: `test:${key.toString('base64')}`,
    asOwner,
  };
}

/** Adds contacts with a name and one attribute. */
export async function addContacts(sql: Sql, tenant: Tenant, count: number): Promise<void> {
  await sql`
    insert into public.contact_attributes (organization_id, brand_id, key, type, label)
    values (${tenant.organizationId}, ${tenant.brandId}, 'order', 'number', 'Order') on conflict do nothing`;
  await sql`
    insert into public.contacts (organization_id, brand_id, name, phone, attributes)
    select ${tenant.organizationId}, ${tenant.brandId}, 'Contact ' || i, '+1' || (2000000000 + i), jsonb_build_object('order', i)
    from generate_series(1, ${count}::int) as i`;
  await sql`analyze`;
}

/** Writes a draft to everybody with two parameters; returns its id. */
export async function draftCampaign(tenant: Tenant): Promise<string> {
  const [campaign] = await tenant.asOwner(
    (owner) => owner<{ id: string }[]>`
      insert into public.campaigns (organization_id, brand_id, name, whatsapp_account_id, template_id, audience, parameters)
      values (${tenant.organizationId}, ${tenant.brandId}, 'Test', ${tenant.accountId}, ${tenant.templateId}, '{"all": true}',
        ${owner.json([
          {
            type: 'body',
            parameters: [
              { source: 'name', fallback: 'there' },
              { source: 'attribute', key: 'order' },
            ],
          },
        ])})
      returning id`,
  );
  return campaign?.id ?? '';
}
