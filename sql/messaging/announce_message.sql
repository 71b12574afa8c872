create function private.announce_message(message_id uuid, brand_id uuid, conversation_id uuid, direction text, status text) returns void
language sql volatile
set search_path = ''
as $$
  select realtime.send(
    jsonb_build_object('message_id', message_id, 'conversation_id', conversation_id, 'direction', direction, 'status', status),
    'message', 'brand:' || brand_id, true)
$$;
comment on function private.announce_message(uuid, uuid, uuid, text, text) is
  'Tells the brand''s channel that a message came or changed: ids only, the text is read under RLS.';
