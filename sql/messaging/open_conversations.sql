create type private.conversation_opening as (
  organization_id uuid, brand_id uuid, whatsapp_account_id uuid, contact_id uuid, at timestamptz, opens_window boolean, unread int,
  direction text, wamid text, preview text, message_id uuid
);
comment on type private.conversation_opening is
  'A message, or another sign of life of a customer, with its own time: opens_window when it starts the 24 hours anew, unread 1 when an '
  'agent has something to read. message_id orders those of one second, as in the thread: Meta tells times to the second.';

create function private.message_preview(type text, body text) returns text
language sql immutable parallel safe
set search_path = ''
as $$ select left(coalesce(nullif(trim(regexp_replace(body, '\s+', ' ', 'g')), ''), '[' || type || ']'), 120) $$;
comment on function private.message_preview(text, text) is
  'What a list shows of a message: its first 120 characters in one line, or its type.';

create function private.open_conversations(openings private.conversation_opening[]) returns uuid[]
language plpgsql volatile
set search_path = ''
-- Sessions that planned this while the tables were small would read all messages for each batch.
set enable_seqscan = off
as $$
declare
  v_conversations uuid[];
  v_ever uuid := private.id_floor('epoch');
  v_yesterday uuid := private.id_floor(now() - interval '1 day');
begin
  with opening as materialized (
    select o.organization_id, o.brand_id, o.whatsapp_account_id, o.contact_id, max(o.at) as at, min(o.at) as first_at,
      max(o.at) filter (where o.opens_window) + interval '24 hours' as window_expires_at, sum(o.unread)::int as unread,
      (array_agg(o order by date_trunc('second', o.at) desc, o.message_id desc))[1] as latest,
      max(o.at) filter (where o.unread > 0) as inbound_at,
      (array_agg(o.wamid order by o.at desc, o.message_id desc) filter (where o.unread > 0))[1] as inbound_wamid
    from unnest(openings) as o
    group by o.organization_id, o.brand_id, o.whatsapp_account_id, o.contact_id
  ), opened as (
    insert into public.conversations as c
      (organization_id, brand_id, whatsapp_account_id, contact_id, last_message_at, unread_count, window_expires_at,
        last_message_direction, last_message_preview, last_inbound_at, last_inbound_wamid, opened_at, last_message_id)
    select o.organization_id, o.brand_id, o.whatsapp_account_id, o.contact_id, o.at, o.unread, o.window_expires_at,
      (o.latest).direction, (o.latest).preview, o.inbound_at, o.inbound_wamid, o.first_at, (o.latest).message_id
    from opening o
    -- Two batches with the same people wait for each other in one order.
    order by o.contact_id, o.whatsapp_account_id
    on conflict on constraint conversations_contact_id_whatsapp_account_id_key do update
    set last_message_at = greatest(c.last_message_at, excluded.last_message_at),
      (last_message_id, last_message_direction, last_message_preview) = (
        select case when is_last then excluded.last_message_id else c.last_message_id end,
          case when is_last then excluded.last_message_direction else c.last_message_direction end,
          case when is_last then excluded.last_message_preview else c.last_message_preview end
        from (select c.last_message_id is null or (date_trunc('second', excluded.last_message_at), excluded.last_message_id)
          > (date_trunc('second', c.last_message_at), c.last_message_id) as is_last) as compared),
      (last_inbound_at, last_inbound_wamid) = (
        select case when is_last then excluded.last_inbound_at else c.last_inbound_at end,
          case when is_last then excluded.last_inbound_wamid else c.last_inbound_wamid end
        from (select coalesce(excluded.last_inbound_at >= coalesce(c.last_inbound_at, '-infinity'), false) as is_last) as compared),
      unread_count = c.unread_count + excluded.unread_count,
      window_expires_at = greatest(c.window_expires_at, excluded.window_expires_at),
      (status, opening, opened_at) = (
        select case when reopens then 'open' else c.status end,
          c.opening + case when reopens and c.status = 'closed' then 1 else 0 end,
          case when reopens and c.status = 'closed' then excluded.opened_at
            when excluded.opened_at > coalesce(c.closed_at, '-infinity') then least(c.opened_at, excluded.opened_at)
            else c.opened_at end
        from (select c.status in ('closed', 'snoozed') and excluded.unread_count > 0
          and excluded.last_inbound_at >= coalesce(c.last_inbound_at, '-infinity') as reopens) as decided)
    returning c.id, c.brand_id, c.organization_id, c.whatsapp_account_id, c.contact_id, c.xmax = 0 as is_new
  ), adopted as (
    -- A campaign message that was claimed while the conversation came into being has missed it; a day back is far enough.
    update public.messages m set conversation_id = c.id
    from opened c
    where m.contact_id = c.contact_id and m.brand_id = c.brand_id and m.organization_id = c.organization_id
      and m.id >= case when c.is_new then v_ever else v_yesterday end
      and m.whatsapp_account_id = c.whatsapp_account_id and m.conversation_id is null and m.group_id is null
  )
  select array_agg(c.id order by o.n) into v_conversations
  from (select o.*, row_number() over () as n from unnest(openings) as o) as o
  left join opened c
    on c.contact_id = o.contact_id and c.whatsapp_account_id = o.whatsapp_account_id and c.brand_id = o.brand_id;
  return v_conversations;
end
$$;
comment on function private.open_conversations(private.conversation_opening[]) is
  'The conversation of each opening, in the order given, made or brought up to date: moves the window, counts what is unread, reopens for '
  'a message that is no older than the latest one. Whatever the order in which messages come, the end is the same, but that of two in '
  'one second the one that came later is the last, as in the thread. New conversations adopt the campaign messages of their contact. '
  'Cost grows with the batch.';
