create function private.apply_messages(items jsonb) returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_item record;
  v_message uuid;
  v_contact uuid;
  v_conversation uuid;
  v_refused jsonb := '[]';
begin
  for v_item in
    select i.*, r.organization_id, r.brand_id, r.whatsapp_account_id
    from jsonb_to_recordset(items) as i (
      raw_event_id uuid, path text, phone_number_id text, wamid text, at timestamptz, type text, body text, content jsonb,
      context_wamid text, phone text, bsuid text, parent_bsuid text, username text, profile_name text)
    left join private.whatsapp_routes r on r.phone_number_id = i.phone_number_id
    order by i.at, i.wamid
  loop
    if v_item.organization_id is null then
      v_refused := v_refused || jsonb_build_object('raw_event_id', v_item.raw_event_id, 'path', v_item.path,
        'reason', format('The number %s is not connected.', v_item.phone_number_id));
      continue;
    end if;
    begin
      v_message := private.new_id();
      insert into private.message_wamids (organization_id, brand_id, wamid, message_id)
      values (v_item.organization_id, v_item.brand_id, v_item.wamid, v_message) on conflict do nothing;
      continue when not found;

      v_contact := private.find_or_create_contact(v_item.organization_id, v_item.brand_id, v_item.phone, v_item.bsuid,
        v_item.parent_bsuid, v_item.username, v_item.profile_name);
      update public.contacts c set last_inbound_at = greatest(c.last_inbound_at, v_item.at)
      where c.id = v_contact and c.brand_id = v_item.brand_id;
      v_conversation := private.open_conversation(
        v_item.organization_id, v_item.brand_id, v_item.whatsapp_account_id, v_contact, v_item.at);
      insert into public.messages (id, organization_id, brand_id, whatsapp_account_id, contact_id, conversation_id, direction, type, body,
        content, status, wamid, context_wamid, occurred_at)
      values (v_message, v_item.organization_id, v_item.brand_id, v_item.whatsapp_account_id, v_contact, v_conversation, 'inbound',
        v_item.type, v_item.body, v_item.content, 'received', v_item.wamid, v_item.context_wamid, v_item.at);
      perform private.announce_message(v_message, v_item.brand_id, v_conversation, 'inbound', 'received');
    exception when data_exception or integrity_constraint_violation then
      v_refused := v_refused || jsonb_build_object('raw_event_id', v_item.raw_event_id, 'path', v_item.path, 'reason', sqlerrm);
    end;
  end loop;
  return v_refused;
end
$$;
comment on function private.apply_messages(jsonb) is
  'Applies inbound message items: finds or creates the contact, opens the conversation, stores the message once '
  '(by wamid) and announces it. '
  'The customer service window counts from the message''s own time. A bad item harms no other: returns those that could '
  'not be applied, of unknown numbers among them: [{raw_event_id, path, reason}].';
grant execute on function private.apply_messages(jsonb) to wabase_worker;
