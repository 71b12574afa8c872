create function private.lock_conversation(conversation_id uuid, permission text) returns public.conversations
language plpgsql volatile
set search_path = ''
as $$
declare
  v_conversation public.conversations;
begin
  select * into v_conversation from public.conversations c where c.id = lock_conversation.conversation_id;
  perform private.require_brand(v_conversation.brand_id, permission);
  select * into v_conversation from public.conversations c
  where c.id = lock_conversation.conversation_id and c.brand_id = v_conversation.brand_id
  for no key update;
  if v_conversation.assigned_to is not null
    and v_conversation.assigned_to <> all (private.my_seats())
    and v_conversation.brand_id <> all (private.my_brands('conversations.view_all')) then
    perform private.fail('42501', 'permission_denied', 'This conversation is assigned to somebody else.',
      'Ask for it to be assigned to you.');
  end if;
  return v_conversation;
end
$$;
comment on function private.lock_conversation(uuid, text) is
  'A conversation for a caller who has the permission in its brand and may see it, locked until the end of the transaction. '
  'First step of what agents do to conversations. Errors: permission_denied.';

create function private.announce_conversation(conversation public.conversations) returns void
language sql volatile
set search_path = ''
as $$
  select private.note_brand_events(conversation.organization_id, conversation.brand_id, jsonb_build_array(jsonb_build_object(
    'event', 'conversation', 'conversation_id', conversation.id, 'status', conversation.status,
    'assigned_to', conversation.assigned_to, 'unread_count', conversation.unread_count)))
$$;
comment on function private.announce_conversation(public.conversations) is
  'Tells the brand of a conversation''s new state (event conversation).';

create function private.set_conversation_status(conversation_id uuid, status text, snoozed_until timestamptz default null)
returns public.conversations
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_conversation public.conversations := private.lock_conversation(conversation_id, 'conversations.reply');
  v_was text := v_conversation.status;
begin
  if status = 'snoozed' and (snoozed_until is null or snoozed_until <= now() or snoozed_until > now() + interval '1 year') then
    perform private.fail('PT422', 'snooze_invalid', 'A conversation is snoozed until a time within the coming year.',
      'Send a later time.');
  end if;
  if v_was = status and v_conversation.snoozed_until is not distinct from set_conversation_status.snoozed_until then
    return v_conversation;
  end if;
  update public.conversations c
  set status = set_conversation_status.status, snoozed_until = set_conversation_status.snoozed_until,
    closed_at = case when set_conversation_status.status = 'closed' then now() else c.closed_at end,
    opening = c.opening + case when c.status = 'closed' then 1 else 0 end,
    opened_at = case when c.status = 'closed' then now() else c.opened_at end
  where c.id = v_conversation.id and c.brand_id = v_conversation.brand_id and c.organization_id = v_conversation.organization_id
  returning * into v_conversation;
  if v_conversation.status = 'closed' then
    perform private.end_sla_timers(v_conversation.id, '{first_response,resolution}');
  elsif v_was = 'closed' then
    perform private.start_sla_timers(array[v_conversation.id], array[v_conversation.opened_at], '{resolution}');
  end if;
  -- Somebody has room again, or there is one more to give.
  perform private.ask_for_routing(v_conversation.brand_id);
  perform private.announce_conversation(v_conversation);
  return v_conversation;
end
$$;
comment on function private.set_conversation_status(uuid, text, timestamptz) is
  'The transitions of a conversation by hand; a repeated one changes nothing. See public.close_conversation and its siblings.';
grant execute on function private.set_conversation_status(uuid, text, timestamptz) to authenticated;

create function public.close_conversation(conversation_id uuid) returns public.conversations
language sql volatile
set search_path = ''
as $$ select private.set_conversation_status(conversation_id, 'closed') $$;
comment on function public.close_conversation(uuid) is
  'Closes a conversation; the customer''s next message opens it again. Returns it. Errors: permission_denied.';
grant execute on function public.close_conversation(uuid) to authenticated;

create function public.reopen_conversation(conversation_id uuid) returns public.conversations
language sql volatile
set search_path = ''
as $$ select private.set_conversation_status(conversation_id, 'open') $$;
comment on function public.reopen_conversation(uuid) is
  'Opens a conversation that is closed, pending or snoozed. Returns it. Errors: permission_denied.';
grant execute on function public.reopen_conversation(uuid) to authenticated;

create function public.hold_conversation(conversation_id uuid) returns public.conversations
language sql volatile
set search_path = ''
as $$ select private.set_conversation_status(conversation_id, 'pending') $$;
comment on function public.hold_conversation(uuid) is
  'Makes a conversation pending: it waits for something of ours, and stays so when the customer writes. Returns it. '
  'Errors: permission_denied.';
grant execute on function public.hold_conversation(uuid) to authenticated;

create function public.snooze_conversation(conversation_id uuid, until timestamptz) returns public.conversations
language sql volatile
set search_path = ''
as $$ select private.set_conversation_status(conversation_id, 'snoozed', until) $$;
comment on function public.snooze_conversation(uuid, timestamptz) is
  'Puts a conversation away until a time, or until the customer writes. Returns it. Errors: permission_denied, PT422 snooze_invalid.';
grant execute on function public.snooze_conversation(uuid, timestamptz) to authenticated;

create function private.wake_conversations(max_rows int default 1000) returns int
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_conversation public.conversations;
  v_woken int := 0;
begin
  for v_conversation in
    with due as (
      select c.id, c.brand_id, c.organization_id from public.conversations c
      where c.status = 'snoozed' and c.snoozed_until <= now()
      order by c.contact_id, c.whatsapp_account_id
      limit max_rows
      for no key update skip locked
    )
    update public.conversations c set status = 'open', snoozed_until = null
    from due d where c.id = d.id and c.brand_id = d.brand_id and c.organization_id = d.organization_id
    returning c.*
  loop
    perform private.announce_conversation(v_conversation);
    v_woken := v_woken + 1;
  end loop;
  return v_woken;
end
$$;
comment on function private.wake_conversations(int) is
  'Opens conversations whose snooze is over; the worker calls it every minute. Returns how many. Cost grows with those that are due.';
grant execute on function private.wake_conversations(int) to wabase_worker;

create function private.mark_conversation_read(conversation_id uuid) returns public.conversations
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_conversation public.conversations := private.lock_conversation(conversation_id, 'conversations.reply');
begin
  if v_conversation.unread_count > 0 then
    update public.conversations c set unread_count = 0
    where c.id = v_conversation.id and c.brand_id = v_conversation.brand_id and c.organization_id = v_conversation.organization_id
    returning * into v_conversation;
    perform private.announce_conversation(v_conversation);
    perform private.mark_inbound(v_conversation, false);
  end if;
  return v_conversation;
end
$$;
comment on function private.mark_conversation_read(uuid) is 'See public.mark_conversation_read.';
grant execute on function private.mark_conversation_read(uuid) to authenticated;

create function public.mark_conversation_read(conversation_id uuid) returns public.conversations
language sql volatile
set search_path = ''
as $$ select private.mark_conversation_read(conversation_id) $$;
comment on function public.mark_conversation_read(uuid) is
  'Nothing is unread any more, and the customer sees blue ticks on what he wrote: Meta is told once for each latest message. '
  'Returns the conversation. Errors: permission_denied.';
grant execute on function public.mark_conversation_read(uuid) to authenticated;

create function private.show_typing(conversation_id uuid) returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_conversation public.conversations := private.lock_conversation(conversation_id, 'conversations.reply');
begin
  return coalesce(v_conversation.window_expires_at, '-infinity') > now() and private.mark_inbound(v_conversation, true);
end
$$;
comment on function private.show_typing(uuid) is 'See public.show_typing.';
grant execute on function private.show_typing(uuid) to authenticated;

create function public.show_typing(conversation_id uuid) returns boolean
language sql volatile
set search_path = ''
as $$ select private.show_typing(conversation_id) $$;
comment on function public.show_typing(uuid) is
  'Shows the customer that an answer is being typed, for up to 25 seconds (Meta then also counts his message as read). Call it as often '
  'as keys are pressed: Meta is asked once in 20 seconds. Returns whether it is asked now; false also outside the window. '
  'Errors: permission_denied.';
grant execute on function public.show_typing(uuid) to authenticated;
