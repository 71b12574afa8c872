create type private.incoming_message as (
  raw_event_id uuid, path text, phone_number_id text, wamid text, at timestamptz, type text, body text, content jsonb,
  context_wamid text, phone text, bsuid text, parent_bsuid text, username text, profile_name text
);
comment on type private.incoming_message is 'An inbound message item of a webhook, normalised.';

create type private.stored_message as (
  message_id uuid, organization_id uuid, brand_id uuid, whatsapp_account_id uuid, contact_id uuid, conversation_id uuid,
  at timestamptz, type text, body text, content jsonb
);
comment on type private.stored_message is 'An inbound message that was stored for the first time just now.';

create function private.after_inbound(stored private.stored_message[]) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  return;
end
$$;
comment on function private.after_inbound(private.stored_message[]) is
  'What follows from inbound messages beyond storing them, for the whole batch at once: each subject has its function here.';

create function private.apply_message(item private.incoming_message, route private.whatsapp_routes) returns private.stored_message
language plpgsql volatile
set search_path = ''
as $$
declare
  v_message uuid := private.new_id();
  v_contact uuid;
  v_conversation uuid;
begin
  insert into private.message_wamids (organization_id, brand_id, wamid, message_id)
  values (route.organization_id, route.brand_id, item.wamid, v_message) on conflict do nothing;
  if not found then
    return null;
  end if;
  v_contact := private.find_or_create_contact(
    route.organization_id, route.brand_id, item.phone, item.bsuid, item.parent_bsuid, item.username, item.profile_name);
  update public.contacts c set last_inbound_at = greatest(c.last_inbound_at, item.at)
  where c.id = v_contact and c.brand_id = route.brand_id;
  v_conversation := private.open_conversation(
    route.organization_id, route.brand_id, route.whatsapp_account_id, v_contact, item.at);
  insert into public.messages (id, organization_id, brand_id, whatsapp_account_id, contact_id, conversation_id, direction, type, body,
    content, status, wamid, context_wamid, occurred_at)
  values (v_message, route.organization_id, route.brand_id, route.whatsapp_account_id, v_contact, v_conversation, 'inbound',
    item.type, item.body, item.content, 'received', item.wamid, item.context_wamid, item.at);
  perform private.announce_message(v_message, route.brand_id, v_conversation, 'inbound', 'received');
  return row(v_message, route.organization_id, route.brand_id, route.whatsapp_account_id, v_contact, v_conversation, item.at, item.type,
    item.body, item.content)::private.stored_message;
end
$$;
comment on function private.apply_message(private.incoming_message, private.whatsapp_routes) is
  'Stores one inbound message once (by wamid): finds or creates the contact, opens the conversation, announces it; null when it '
  'was there already. '
  'The customer service window counts from the message''s own time.';

create function private.apply_messages(items jsonb) returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_item private.incoming_message;
  v_route private.whatsapp_routes;
  v_stored private.stored_message;
  v_all private.stored_message[];
  v_refused jsonb := '[]';
  v_reason text;
begin
  for v_item in
    select i.* from jsonb_populate_recordset(null::private.incoming_message, items) as i order by i.at, i.wamid
  loop
    select * into v_route from private.whatsapp_routes r where r.phone_number_id = v_item.phone_number_id;
    v_reason := case when not found then format('The number %s is not connected.', v_item.phone_number_id) end;
    -- A person may be typing in or deleting the same contact at this moment: seen as a violated key, gone at the next try.
    for v_try in 1 .. 3 loop
      exit when v_reason is not null;
      begin
        v_stored := private.apply_message(v_item, v_route);
        if v_stored.message_id is not null then
          v_all := v_all || v_stored;
        end if;
        exit;
      exception
        when unique_violation or foreign_key_violation then
          if v_try = 3 then
            v_reason := sqlerrm;
          end if;
        when data_exception or integrity_constraint_violation then
          v_reason := sqlerrm;
      end;
    end loop;
    if v_reason is not null then
      v_refused := v_refused
        || jsonb_build_object('raw_event_id', v_item.raw_event_id, 'path', v_item.path, 'reason', v_reason);
    end if;
  end loop;
  if v_all is not null then
    perform private.after_inbound(v_all);
  end if;
  return v_refused;
end
$$;
comment on function private.apply_messages(jsonb) is
  'Applies inbound message items, oldest first. A bad item harms no other: returns those that could not be applied, of '
  'unknown numbers among them: [{raw_event_id, path, reason}]. Cost grows with the batch.';
grant execute on function private.apply_messages(jsonb) to wabase_worker;
