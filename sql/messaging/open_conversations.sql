create type private.conversation_opening as (
  organization_id uuid, brand_id uuid, whatsapp_account_id uuid, contact_id uuid, at timestamptz, opens_window boolean, unread int
);
comment on type private.conversation_opening is
  'A sign of life of a customer, opens_window when it starts the 24 hours anew, unread 1 when an agent has something to read.';

create function private.open_conversations(openings private.conversation_opening[]) returns uuid[]
language plpgsql volatile
set search_path = ''
as $$
declare
  v_conversations uuid[];
begin
  with opening as materialized (
    select o.organization_id, o.brand_id, o.whatsapp_account_id, o.contact_id, max(o.at) as at,
      max(o.at) filter (where o.opens_window) + interval '24 hours' as window_expires_at, sum(o.unread)::int as unread
    from unnest(openings) as o
    group by o.organization_id, o.brand_id, o.whatsapp_account_id, o.contact_id
  ), opened as (
    insert into public.conversations as c
      (organization_id, brand_id, whatsapp_account_id, contact_id, last_message_at, unread_count, window_expires_at)
    select o.organization_id, o.brand_id, o.whatsapp_account_id, o.contact_id, o.at, o.unread, o.window_expires_at
    from opening o
    -- Two batches with the same people wait for each other in one order.
    order by o.contact_id, o.whatsapp_account_id
    on conflict on constraint conversations_contact_id_whatsapp_account_id_key do update
    set last_message_at = greatest(c.last_message_at, excluded.last_message_at),
      unread_count = c.unread_count + excluded.unread_count,
      window_expires_at = greatest(c.window_expires_at, excluded.window_expires_at),
      status = case when excluded.unread_count > 0 and c.status in ('closed', 'snoozed') then 'open' else c.status end
    returning c.id, c.brand_id, c.organization_id, c.whatsapp_account_id, c.contact_id, c.xmax = 0 as is_new
  ), adopted as (
    -- A campaign message that was claimed while the conversation came into being has missed it; a day back is far enough.
    update public.messages m set conversation_id = c.id
    from opened c
    where m.contact_id = c.contact_id and m.brand_id = c.brand_id and m.organization_id = c.organization_id
      and m.id >= case when c.is_new then private.id_floor('epoch') else private.id_floor(now() - interval '1 day') end
      and m.whatsapp_account_id = c.whatsapp_account_id and m.conversation_id is null and m.group_id is null
  )
  select array_agg(c.id order by o.n) into v_conversations
  from unnest(openings) with ordinality
    as o (organization_id, brand_id, whatsapp_account_id, contact_id, at, opens_window, unread, n)
  left join opened c
    on c.contact_id = o.contact_id and c.whatsapp_account_id = o.whatsapp_account_id and c.brand_id = o.brand_id;
  return v_conversations;
end
$$;
comment on function private.open_conversations(private.conversation_opening[]) is
  'The conversation of each opening, in the order given, made or brought up to date: moves the window, counts what is unread, reopens. '
  'New conversations adopt the campaign messages of their contact. Cost grows with the batch.';
