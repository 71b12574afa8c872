import type { Sql } from 'postgres';
import { say } from '../result.ts';
import type { Tenant } from '../rls/session.ts';

/** How many messages the longest thread of a brand has. */
const LONG_THREAD = 5000;
/** How many conversations the quiet agent of a brand has. */
const FEW = 20;

/** A brand in which everything is that the screens of an inbox ask for. */
export interface Furnished extends Tenant {
  conversation_id: string;
  agent_id: string;
  number_id: string;
  agent_user_id: string;
  /** Has twenty conversations and sees next to nothing of what the others have. */
  quiet_user_id: string;
  quiet_id: string;
  /** A message in the middle of the long thread. */
  middle_id: string;
  /** One conversation in fifty has it. */
  label_id: string;
  /** One in three. */
  common_label_id: string;
}

/**
 * Gives the largest tenant an inbox of `conversations` more, one in ten of them unread and all of them assigned to one agent: what
 * people with few conversations of their own must not pay for.
 */
export async function fillBigInbox(sql: Sql, conversations: number): Promise<void> {
  await sql`set session_replication_role = replica`;
  await sql`
    with tenant as (
      select n.organization_id, n.brand_id, n.id as account_id, m.id as agent_id
      from (select brand_id from public.contacts group by brand_id order by count(*) desc, brand_id limit 1) as largest
      join public.whatsapp_accounts n on n.brand_id = largest.brand_id
      join public.members m on m.organization_id = n.organization_id and m.role_key = 'agent'
    ), added as (
      insert into public.contacts (organization_id, brand_id, name, phone)
      select t.organization_id, t.brand_id,
        (array['Ann', 'Bo', 'Carla', 'Deepak', 'Emre', 'Fatima', 'Goran', 'Hana'])[1 + n % 8] || ' ' || md5('big' || n), '+1' || (4000000000 + n)
      from tenant t, generate_series(1, ${conversations}::int) n
      returning *
    )
    insert into public.conversations
      (organization_id, brand_id, whatsapp_account_id, contact_id, assigned_to, last_message_at, status, unread_count)
    select a.organization_id, a.brand_id, t.account_id, a.id, t.agent_id, now() - random() * interval '30 days',
      case when random() < 0.3 then 'open' else 'closed' end, case when random() < 0.1 then 2 else 0 end
    from added a cross join tenant t`;
  await sql`set session_replication_role = origin`;
}

/**
 * Names as searches meet them, and what they are found by: a third of each brand's people are called Maria, a third Lead, whose last
 * message is the oldest; a few share a rare name, and another tenant has a name of its own.
 */
export async function nameContacts(sql: Sql): Promise<void> {
  const started = performance.now();
  await sql`set session_replication_role = replica`;
  await sql.unsafe(`
    update public.contacts k set last_inbound_at = c.last_message_at,
      name = case when k.brand_id = other.brand_id then 'Wolfeschlegel ' || k.name
        when c.last_message_at < now() - interval '20 days' then 'Lead ' || k.name
        when hashtext(k.id::text) % 500 = 0 then k.name || ' Quintero'
        when hashtext(k.id::text) % 2 = 0 then 'Maria ' || k.name
        else k.name end
    from public.conversations c,
      (select brand_id from public.contacts group by brand_id order by count(*) desc, brand_id offset 1 limit 1) as other
    where c.contact_id = k.id`);
  const [definition] = await sql<{ text: string }[]>`
    select pg_get_indexdef('private.contact_search_keys_idx'::regclass) as text`;
  // The index of keys is built at the end, as a restored dump would.
  await sql.unsafe(`
    drop index private.contact_search_keys_idx;
    select private.write_contact_search(array_agg(chunked.contact order by (chunked.contact).id))
    from (select c as contact, row_number() over (order by c.id) / 5000 as chunk from public.contacts c) as chunked group by chunk;
    set maintenance_work_mem = '1GB';
    ${definition?.text ?? ''};
    set session_replication_role = origin`);
  say(`what contacts are found by: ${Math.round((performance.now() - started) / 1000)} s`);
}

/** What the common data does not have: a long thread, labels, a log of events, one person nobody else is called like. */
export async function furnish(sql: Sql, tenant: Tenant): Promise<Furnished> {
  const [brand] = await sql<
    Pick<Furnished, 'conversation_id' | 'number_id' | 'agent_id' | 'agent_user_id'>[]
  >`
    select c.id as conversation_id, c.whatsapp_account_id as number_id, m.id as agent_id, m.user_id as agent_user_id
    from public.members m join public.conversations c on c.assigned_to = m.id
    where c.brand_id = ${tenant.brand_id} and m.role_key = 'agent' order by c.id limit 1`;
  if (brand === undefined) throw new Error('a brand has no agent with a conversation');
  await sql`
    insert into public.messages (organization_id, brand_id, whatsapp_account_id, contact_id, conversation_id, direction, type, body, status)
    select organization_id, brand_id, whatsapp_account_id, contact_id, id, 'inbound', 'text', 'Message ' || n, 'received'
    from public.conversations, generate_series(1, ${LONG_THREAD}) n where id = ${brand.conversation_id}`;
  const [middle] = await sql<{ id: string }[]>`
    select id from public.messages where conversation_id = ${brand.conversation_id} order by id offset ${LONG_THREAD / 2} limit 1`;
  const stick = async (name: string, oneIn: number) => {
    const [label] = await sql<{ id: string }[]>`
      with label as (
        insert into public.labels (organization_id, brand_id, name)
        select organization_id, id, ${name} from public.brands where id = ${tenant.brand_id} returning *
      ), stuck as (
        insert into public.conversation_labels (organization_id, brand_id, label_id, conversation_id)
        select l.organization_id, l.brand_id, l.id, c.id from label l join public.conversations c on c.brand_id = l.brand_id
        where hashtext(c.id::text) % ${oneIn}::int = 0)
      select id from label`;
    return label?.id ?? '';
  };
  const [label_id, common_label_id] = [await stick('vip', 50), await stick('retail', 3)];
  await sql`
    insert into public.brand_events (organization_id, brand_id, seq, events)
    select organization_id, id, n, jsonb_build_array(jsonb_build_object('event', 'message', 'message_id', gen_random_uuid()))
    from public.brands, generate_series(1, 5000) n where id = ${tenant.brand_id}`;
  const [quiet] = await sql<{ id: string; user_id: string }[]>`
    with person as (insert into auth.users (id) values (gen_random_uuid()) returning id)
    insert into public.members (organization_id, user_id, role_key)
    select b.organization_id, p.id, 'agent' from person p, public.brands b where b.id = ${tenant.brand_id} returning id, user_id`;
  if (quiet === undefined) throw new Error('the brand is gone');
  await sql`
    update public.conversations set assigned_to = case when hashtext(id::text) % 97 = 0 then null else ${brand.agent_id}::uuid end
    where brand_id = ${tenant.brand_id} and assigned_to is null`;
  await sql`
    update public.conversations set assigned_to = ${quiet.id}
    where id in (select id from public.conversations where brand_id = ${tenant.brand_id} and assigned_to = ${brand.agent_id}
      and id <> ${brand.conversation_id} order by last_message_at limit ${FEW})`;
  await sql`
    update public.contacts set name = 'Zyx Person'
    where id = (select contact_id from public.conversations where assigned_to = ${quiet.id} order by id limit 1)`;
  return {
    ...tenant,
    ...brand,
    quiet_id: quiet.id,
    quiet_user_id: quiet.user_id,
    middle_id: middle?.id ?? '',
    label_id,
    common_label_id,
  };
}
