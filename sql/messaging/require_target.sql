create function private.require_target(conversation public.conversations, wamid text, is_reaction boolean) returns void
language plpgsql stable
set search_path = ''
as $$
declare
  v_target public.messages;
begin
  if wamid is null then
    return;
  end if;
  select m.* into v_target
  from private.message_wamids k
  join public.messages m on m.id = k.message_id and m.brand_id = k.brand_id
  where k.wamid = require_target.wamid and k.brand_id = conversation.brand_id and m.contact_id = conversation.contact_id
    and m.whatsapp_account_id = conversation.whatsapp_account_id;
  if not found then
    perform private.fail('PT422', 'target_not_found', 'There is no such message in this conversation.',
      'Give the wamid of one of its messages.');
  end if;
  if is_reaction and (v_target.type = 'reaction' or v_target.revoked_at is not null) then
    perform private.fail('PT422', 'target_not_found', 'WhatsApp takes no reactions to reactions and to deleted messages.',
      'React to another message.');
  elsif is_reaction and v_target.occurred_at < now() - interval '30 days' then
    perform private.fail('PT422', 'target_too_old', 'WhatsApp takes reactions for 30 days after a message.', 'React to a newer message.');
  end if;
end
$$;
comment on function private.require_target(public.conversations, text, boolean) is
  'Raises unless the message that is quoted or reacted to belongs to the conversation, and for reactions is of the last 30 days.';
