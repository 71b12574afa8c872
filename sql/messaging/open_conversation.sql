create function private.open_conversation(account public.whatsapp_accounts, contact_id uuid, message_id uuid, preview text) returns uuid
language sql volatile
set search_path = ''
as $$
  select (private.open_conversations(array[row(account.organization_id, account.brand_id, account.id, contact_id, now(), false, 0,
    'outbound', null, preview, message_id)::private.conversation_opening]))[1]
$$;
comment on function private.open_conversation(public.whatsapp_accounts, uuid, uuid, text) is
  'The conversation of a contact with a number into which something is sent now: made if there is none; it moves no window, counts as '
  'read and reopens nothing.';
