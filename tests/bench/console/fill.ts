import postgres from 'postgres';
import type { StackStatus } from '../../../dev/stack/status.ts';

/** Conversations of different people with the demo's first number, some of them unread, the latest a minute ago. */
export async function fillInbox(status: StackStatus, conversations: number): Promise<void> {
  const number = status.demo.whatsapp_accounts[0];
  if (number === undefined) throw new Error('The demo has no number.');
  const sql = postgres(status.db_url, { max: 1, onnotice: () => {} });
  try {
    await sql`
      create temp table people as
      select n, private.new_id() as id, a.organization_id, a.brand_id, a.id as account_id
      from generate_series(1, ${conversations}) n, public.whatsapp_accounts a
      where a.phone_number_id = ${number.phone_number_id}`;
    await sql`
      update public.subscriptions set limit_overrides = ${sql.json({ contacts: -1 })}
      where organization_id = (select organization_id from people limit 1)`;
    await sql`
      insert into public.contacts (id, organization_id, brand_id, name, phone)
      select id, organization_id, brand_id,
        (array['Amara', 'Bo', 'Carla', 'Deepak', 'Emre', 'Fatima', 'Goran', 'Hana'])[1 + n % 8] || ' ' ||
        (array['Okafor', 'Lund', 'Reyes', 'Rao', 'Demir', 'Haddad', 'Horvat', 'Sato', 'Weiss'])[1 + n % 9] || ' ' || n,
        '+1' || (2000000000 + n)
      from people`;
    await sql`
      insert into public.conversations (organization_id, brand_id, whatsapp_account_id, contact_id, status, last_message_at,
        last_inbound_at, last_message_direction, last_message_preview, unread_count, window_expires_at)
      select organization_id, brand_id, account_id, id, 'open', at, at, 'inbound',
        'Message ' || n || ': is it still possible to change the address of my order?', (n % 7 = 0)::int * (1 + n % 3),
        at + interval '24 hours'
      from people, lateral (select now() - n * interval '1 minute' as at) as seen`;
    await sql`analyze public.contacts, public.conversations`;
  } finally {
    await sql.end();
  }
}
