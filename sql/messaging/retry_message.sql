create view public.dead_letters with (security_invoker = on) as
select m.id as message_id, m.organization_id, m.brand_id, m.whatsapp_account_id, m.contact_id, m.conversation_id, m.campaign_id, m.type,
  m.error_class, m.error_code, m.error_message, m.attempts, m.failed_at, m.body
from public.messages m
where m.failed_at is not null and m.status = 'failed' and m.retried_as is null;
grant select on public.dead_letters to authenticated;
comment on view public.dead_letters is
  'Messages that failed for good and were not sent again, with the class of the error, Meta''s code and words. Those of campaigns are sent '
  'again by retry_campaign, all others by retry_message and retry_messages. By brand and message_id, which is ordered by time, an index '
  'finds them.';

create function private.resend_message(message public.messages, is_paid boolean default false) returns jsonb
language plpgsql volatile
set search_path = ''
as $$
declare
  v_result jsonb;
begin
  v_result := private.enqueue_message(message.content || jsonb_strip_nulls(jsonb_build_object(
    'whatsapp_account_id', message.whatsapp_account_id, 'type', message.type,
    'contact_id', (select coalesce(c.merged_into, c.id) from public.contacts c
      where c.id = message.contact_id and c.brand_id = message.brand_id),
    'context', case when message.context_wamid is not null and message.type <> 'reaction'
      then jsonb_build_object('message_id', message.context_wamid) end)), is_paid);
  update public.messages m set retried_as = (v_result ->> 'message_id')::uuid
  where m.id = message.id and m.brand_id = message.brand_id and m.organization_id = message.organization_id;
  return v_result;
end
$$;
comment on function private.resend_message(public.messages, boolean) is
  'Sends a locked message that failed once more, after all checks of send_message, the caller''s rights among them.';

create function private.retry_message(message_id uuid) returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_message public.messages;
begin
  select * into v_message from public.messages m where m.id = retry_message.message_id;
  perform private.require_brand(v_message.brand_id, 'conversations.reply');
  -- Two who press the button at once: the second finds what the first did.
  select * into v_message from public.messages m
  where m.id = v_message.id and m.brand_id = v_message.brand_id and m.organization_id = v_message.organization_id for no key update;
  if v_message.retried_as is not null then
    return (
      select jsonb_build_object('message_id', m.id, 'conversation_id', m.conversation_id, 'status', m.status, 'duplicate', true)
      from public.messages m where m.id = v_message.retried_as and m.brand_id = v_message.brand_id);
  end if;
  if v_message.direction <> 'outbound' or v_message.status <> 'failed' then
    perform private.fail('PT409', 'message_not_failed', 'Only a message that failed for good is sent again.',
      'dead_letters lists them.');
  elsif v_message.campaign_id is not null then
    perform private.fail('PT409', 'message_of_campaign', 'This message belongs to a campaign.', 'Use retry_campaign.');
  end if;
  return private.resend_message(v_message);
end
$$;
comment on function private.retry_message(uuid) is 'See public.retry_message.';
grant execute on function private.retry_message(uuid) to authenticated;

create function public.retry_message(message_id uuid) returns jsonb
language sql volatile
set search_path = ''
as $$ select private.retry_message(message_id) $$;
comment on function public.retry_message(uuid) is
  'Sends a message that failed for good once more, as a message of its own after all checks of send_message; the first stays as history '
  '(retried_as). One whose class is unknown may reach the person twice. Repeated it returns the message that took its place, with '
  '"duplicate". Returns what send_message returns. Errors: 42501 permission_denied, PT409 message_not_failed | message_of_campaign, and '
  'those of send_message.';
grant execute on function public.retry_message(uuid) to authenticated;
