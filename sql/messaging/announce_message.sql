create function private.announce_message(message_id uuid, brand_id uuid, conversation_id uuid, direction text, status text) returns void
language sql volatile
set search_path = ''
as $$
  select private.note_brand_events(b.organization_id, b.id, jsonb_build_array(jsonb_build_object('event', 'message',
    'message_id', message_id, 'conversation_id', conversation_id, 'direction', direction, 'status', announce_message.status)))
  from public.brands b where b.id = announce_message.brand_id
$$;
comment on function private.announce_message(uuid, uuid, uuid, text, text) is
  'Tells the brand that a message came or changed (event message): ids only, the text is read under RLS.';
