import { randomBytes, randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { createSealer } from '../../functions/core/seal.ts';
import { postJson } from './programs.ts';

export const PHONE_NUMBER_ID = '106500000001';
export const WABA_ID = '206500000001';
export const PHONE_NUMBER = '+15550100001';
export const TOKEN = 'simulated-token';
/** All tenants of a run are sealed with it, so that one worker serves them. */
const KEY = randomBytes(32);
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
  /** The organization's owner. */
  user: string;
  /** Runs statements as the organization's owner. */
  asOwner<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
}

/** A number as Meta knows it. */
export interface NumberAtMeta {
  phone_number_id: string;
  waba_id: string;
  phone_number: string;
}

const FIRST: NumberAtMeta = {
  phone_number_id: PHONE_NUMBER_ID,
  waba_id: WABA_ID,
  phone_number: PHONE_NUMBER,
};

/** One more number, with a WhatsApp Business Account of its own. */
export function anotherNumber(n: number): NumberAtMeta {
  return {
    phone_number_id: String(Number(PHONE_NUMBER_ID) + n),
    waba_id: String(Number(WABA_ID) + n),
    phone_number: `+1555010${String(1 + n).padStart(4, '0')}`,
  };
}

/**
 * Makes a number and its template known to a simulator.
 * @param mps the messages a second that the simulator allows it; far out of the way unless given
 */
export async function provisionNumber(
  simulatorUrl: string,
  { phone_number_id, waba_id, phone_number }: NumberAtMeta = FIRST,
  mps = 1_000_000,
): Promise<void> {
  const { name, language, category, components } = TEMPLATE;
  const phone_numbers = [{ phone_number_id, display_phone_number: phone_number, throughput_mps: mps }];
  const templates = [{ name, language, category, components }];
  await postJson(`${simulatorUrl}/_sim/provision`, {
    wabas: [{ waba_id, access_token: TOKEN, phone_numbers, templates }],
  });
}

/**
 * Signs up an organization and connects its number.
 * @param sql superuser connection
 * @param throughputMps messages a second that we allow the number
 */
export async function createTenant(
  sql: Sql,
  throughputMps = 1_000_000,
  number: NumberAtMeta = FIRST,
): Promise<Tenant> {
  const user = randomUUID();
  await sql`insert into auth.users (id, email) values (${user}, ${`${user}@example.test`})`;
  const asOwner = <T>(work: (transaction: Sql) => Promise<T>): Promise<T> =>
    sql.begin(async (transaction) => {
      await transaction`select set_config('request.jwt.claims', ${JSON.stringify({ sub: user, role: 'authenticated' })}, true)`;
      // A transaction has the interface of a connection for everything that is done here.
      return work(transaction as unknown as Sql);
    }) as Promise<T>;

  const [organization] = await asOwner(
    (owner) => owner<{ organization_id: string; brand_id: string }[]>`
      select * from jsonb_to_record(public.create_organization('Test')) as o (organization_id uuid, brand_id uuid)`,
  );
  if (!organization) throw new Error('no organization was made');
  const { organization_id: organizationId, brand_id: brandId } = organization;
  // Measurements are larger than any trial.
  await sql`update public.subscriptions set plan_key = 'unlimited', status = 'active' where organization_id = ${organizationId}`;
  const connected = await connectNumber(sql, { user, brandId }, throughputMps, number);
  return {
    organizationId,
    brandId,
    ...connected,
    user,
    encryptionKeys: `test:${KEY.toString('base64')}`,
    asOwner,
  };
}

/** Connects one more number of a brand; returns its id and that of its template. */
export async function connectNumber(
  sql: Sql,
  { user, brandId }: Pick<Tenant, 'user' | 'brandId'>,
  throughputMps: number,
  number: NumberAtMeta,
): Promise<{ accountId: string; templateId: string }> {
  const accountId = randomUUID();
  const sealed = await createSealer([{ id: 'test', bytes: new Uint8Array(KEY) }]).seal(TOKEN, accountId);
  const account = { id: accountId, ...number, account_name: 'Test', throughput_mps: throughputMps };
  await sql`select private.connect_whatsapp_account(${user}, ${brandId}, ${sql.json(account)}, ${sealed})`;
  await sql`select private.upsert_synced_templates(${accountId}, ${sql.json([TEMPLATE])})`;
  const [template] = await sql<{ id: string }[]>`
    select id from public.templates where brand_id = ${brandId} and waba_id = ${number.waba_id}`;
  return { accountId, templateId: template?.id ?? '' };
}

/** Adds contacts with a name and one attribute, after so many that are there. */
export async function addContacts(sql: Sql, tenant: Tenant, count: number, before = 0): Promise<void> {
  await sql`
    insert into public.contact_attributes (organization_id, brand_id, key, type, label)
    values (${tenant.organizationId}, ${tenant.brandId}, 'order', 'number', 'Order') on conflict do nothing`;
  await sql`
    insert into public.contacts (organization_id, brand_id, name, phone, attributes)
    select ${tenant.organizationId}, ${tenant.brandId}, 'Contact ' || i, '+1' || (2000000000 + i), jsonb_build_object('order', i)
    from generate_series(${before}::int + 1, ${before}::int + ${count}::int) as i`;
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
