import type { Sql } from 'postgres';
import { say } from '../result.ts';

export interface Sizes {
  organizations: number;
  contacts: number;
  messages: number;
}

/** How many members and campaigns an organization has. */
const MEMBERS = 5;
const CAMPAIGNS = 20;

/**
 * Tenants of unequal size: the chance of a contact to belong to organization i falls with the square root, so that the first
 * of 2,000 has about 2 % of all contacts. As superuser; triggers and foreign keys are off, indexes are kept.
 */
export async function fillTenants(sql: Sql, sizes: Sizes): Promise<void> {
  const { organizations, contacts, messages } = sizes;
  const step = async (what: string, text: string) => {
    const started = performance.now();
    await sql.unsafe(text);
    say(`${what}: ${Math.round((performance.now() - started) / 1000)} s`);
  };
  await sql`set session_replication_role = replica`;
  await sql`select setseed(0.5)`;
  await step(
    'organizations, brands, members, numbers',
    `insert into public.organizations (name, slug) select 'Organization ' || n, 'o-' || n from generate_series(1, ${organizations}) n;
     insert into public.brands (organization_id, name, is_default) select id, name, true from public.organizations;
     create temp table tenants as
       select row_number() over (order by o.id) as n, o.id as organization_id, b.id as brand_id, private.new_id() as account_id,
         private.new_id() as template_id, private.new_id() as agent_id
       from public.organizations o join public.brands b on b.organization_id = o.id;
     create unique index on tenants (n);
     analyze tenants;
     insert into public.members (id, organization_id, user_id, role_key)
       select case when m = 1 then agent_id else private.new_id() end, organization_id, gen_random_uuid(),
         (array['agent', 'owner', 'admin', 'manager', 'analyst'])[m]
       from tenants, generate_series(1, ${MEMBERS}) m;
     insert into public.whatsapp_accounts (id, organization_id, brand_id, account_name, phone_number, phone_number_id, waba_id)
       select account_id, organization_id, brand_id, 'Number', '+1555' || n, 'pn-' || n, 'waba-' || n from tenants;
     insert into public.templates (id, organization_id, brand_id, waba_id, name, language, category, components)
       select template_id, organization_id, brand_id, 'waba-' || n, 'greeting', 'en', 'UTILITY', '[]' from tenants;
     insert into public.campaigns (organization_id, brand_id, name, whatsapp_account_id, template_id, audience)
       select organization_id, brand_id, 'Campaign ' || c, account_id, template_id, '{"all": true}'
       from generate_series(1, ${CAMPAIGNS}) c, tenants`,
  );
  await step(
    `${contacts} contacts with conversations`,
    `create temp table people as
       select n, private.new_id() as id, private.new_id() as conversation_id,
         1 + floor(${organizations} * random() ^ 2)::int as tenant
       from generate_series(1, ${contacts}) n;
     insert into public.contacts (id, organization_id, brand_id, name, phone)
       select p.id, t.organization_id, t.brand_id,
         (array['Ann', 'Bo', 'Carla', 'Deepak', 'Emre', 'Fatima', 'Goran', 'Hana'])[1 + p.n % 8] || ' ' || md5(p.n::text),
         '+1' || (2000000000 + p.n)
       from people p join tenants t on t.n = p.tenant order by p.n;
     insert into public.conversations (id, organization_id, brand_id, whatsapp_account_id, contact_id, assigned_to, last_message_at, status,
         unread_count)
       select p.conversation_id, t.organization_id, t.brand_id, t.account_id, p.id,
         case when p.n % 3 = 0 then t.agent_id end, now() - random() * interval '30 days',
         case when p.n % 10 < 3 then 'open' else 'closed' end, case when p.n % 20 = 1 then 2 else 0 end
       from people p join tenants t on t.n = p.tenant order by p.n`,
  );
  await step(
    `${messages} messages`,
    `insert into public.messages (organization_id, brand_id, whatsapp_account_id, contact_id, conversation_id, direction, type, body, status)
       select t.organization_id, t.brand_id, t.account_id, p.id, p.conversation_id, 'inbound', 'text', 'Message ' || m, 'received'
       from generate_series(1, ${Math.ceil(messages / contacts)}) m, people p join tenants t on t.n = p.tenant
       limit ${messages}`,
  );
  await step(
    'access of members, which no trigger kept',
    'select private.refresh_seat_access(array(select id from public.organizations))',
  );
  await step(
    'vacuum analyze',
    'vacuum (analyze) public.contacts, public.conversations, public.campaigns, public.members, private.seat_access',
  );
  await step('analyze', 'analyze');
  await sql`set session_replication_role = origin`;
}
