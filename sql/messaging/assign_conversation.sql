create function private.announce_to_member(member_id uuid, event text, payload jsonb) returns void
language sql volatile
set search_path = ''
as $$ select realtime.send(payload, event, 'agent:' || member_id, true) where member_id is not null $$;
comment on function private.announce_to_member(uuid, text, jsonb) is
  'Tells one member something on his own channel agent:<member id>: assignment, mention, sla.';

create function private.assign_conversation(conversation_id uuid, member_id uuid) returns public.conversations
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_conversation public.conversations;
  v_may_assign boolean;
begin
  select * into v_conversation from public.conversations c where c.id = assign_conversation.conversation_id;
  perform private.require_brand(v_conversation.brand_id, 'conversations.reply');
  -- Before the conversation, as routing does: an agent is not given one by hand and one by routing past his limit at once.
  perform from public.routing_settings r where r.brand_id = v_conversation.brand_id for update;
  v_conversation := private.lock_conversation(conversation_id, 'conversations.reply');
  v_may_assign := v_conversation.brand_id = any (private.my_brands('conversations.assign'));
  if not v_may_assign and v_conversation.assigned_to is null and member_id is not null
    and member_id <> all (private.my_seats()) then
    perform private.fail('42501', 'permission_denied', 'You may take this conversation, not give it to somebody else.',
      'Take it yourself, or ask somebody with the permission conversations.assign.');
  end if;
  if member_id is not null and not exists (
    select from public.members m
    where m.id = assign_conversation.member_id and m.organization_id = v_conversation.organization_id and m.status = 'active'
      and v_conversation.brand_id in (select private.brand_ids_of(m.user_id, 'conversations.reply'))
    for key share of m
  ) then
    perform private.fail('PT422', 'member_not_in_brand', 'This member cannot answer in the brand of the conversation.',
      'Choose somebody whose role and brands allow it.');
  end if;
  if v_conversation.assigned_to is distinct from member_id then
    v_conversation := private.give_conversation(v_conversation, member_id);
    perform private.ask_for_routing(v_conversation.brand_id);
  end if;
  return v_conversation;
end
$$;
comment on function private.assign_conversation(uuid, uuid) is 'See public.assign_conversation.';
grant execute on function private.assign_conversation(uuid, uuid) to authenticated;

create function private.give_conversation(conversation public.conversations, member_id uuid) returns public.conversations
language plpgsql volatile
set search_path = ''
as $$
begin
  update public.conversations c
  set assigned_to = give_conversation.member_id, assigned_at = case when give_conversation.member_id is not null then now() end
  where c.id = conversation.id and c.brand_id = conversation.brand_id and c.organization_id = conversation.organization_id
  returning * into conversation;
  perform private.announce_conversation(conversation);
  perform private.announce_to_member(member_id, 'assignment',
    jsonb_build_object('conversation_id', conversation.id, 'brand_id', conversation.brand_id));
  return conversation;
end
$$;
comment on function private.give_conversation(public.conversations, uuid) is
  'Assigns a locked conversation to a member, or with null to nobody, and tells both the brand and the member.';

create function public.assign_conversation(conversation_id uuid, member_id uuid default null) returns public.conversations
language sql volatile
set search_path = ''
as $$ select private.assign_conversation(conversation_id, member_id) $$;
comment on function public.assign_conversation(uuid, uuid) is
  'Gives a conversation to a member, or without one to nobody. With conversations.assign any; with conversations.reply one may take what '
  'is nobody''s and hand on or give back what is one''s own. Returns it. Errors: permission_denied, PT422 member_not_in_brand.';
grant execute on function public.assign_conversation(uuid, uuid) to authenticated;
