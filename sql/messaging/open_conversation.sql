create function private.open_conversation(
  organization_id uuid, brand_id uuid, whatsapp_account_id uuid, contact_id uuid, inbound_at timestamptz
) returns uuid
language plpgsql volatile
set search_path = ''
as $$
declare
  v_conversation uuid;
  v_is_new boolean;
begin
  insert into public.conversations as c
    (organization_id, brand_id, whatsapp_account_id, contact_id, last_message_at, unread_count, window_expires_at)
  values (open_conversation.organization_id, open_conversation.brand_id, open_conversation.whatsapp_account_id,
    open_conversation.contact_id, coalesce(inbound_at, now()), case when inbound_at is null then 0 else 1 end,
    inbound_at + interval '24 hours')
  on conflict on constraint conversations_contact_id_whatsapp_account_id_key do update
  set last_message_at = greatest(c.last_message_at, excluded.last_message_at),
    unread_count = c.unread_count + excluded.unread_count,
    window_expires_at = greatest(c.window_expires_at, excluded.window_expires_at),
    status = case when inbound_at is not null and c.status in ('closed', 'snoozed') then 'open' else c.status end
  returning c.id, c.xmax = 0 into v_conversation, v_is_new;
  -- A campaign message that was claimed while the conversation came into being has missed it; a day back is far enough.
  update public.messages m set conversation_id = v_conversation
  where m.contact_id = open_conversation.contact_id and m.brand_id = open_conversation.brand_id
    and m.organization_id = open_conversation.organization_id
    and m.id >= case when v_is_new then private.id_floor('epoch') else private.id_floor(now() - interval '1 day') end
    and m.whatsapp_account_id = open_conversation.whatsapp_account_id and m.conversation_id is null;
  return v_conversation;
end
$$;
comment on function private.open_conversation(uuid, uuid, uuid, uuid, timestamptz) is
  'The conversation of a contact with a number, made or brought up to date. inbound_at (the message''s own time, null for an '
  'outgoing one) moves the 24-hour window, counts as unread and reopens. The conversation adopts the contact''s campaign messages.';
