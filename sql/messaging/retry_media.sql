create function private.retry_media(message_media_id uuid) returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_media public.message_media;
  v_state text;
begin
  select * into v_media from public.message_media f where f.id = retry_media.message_media_id;
  perform private.require_brand(v_media.brand_id, 'conversations.reply');
  if v_media.direction <> 'inbound' then
    perform private.fail('PT409', 'media_not_retryable', 'The file of a message that was not sent is sent with a new message.',
      'Send the message again.');
  end if;
  update public.message_media f set state = 'pending', attempts = 0, due_at = now()
  where f.id = v_media.id and f.state = 'failed' returning f.state into v_state;
  if found then
    perform private.ring('media/transfer', v_media.whatsapp_account_id::text);
  end if;
  return jsonb_build_object('message_media_id', v_media.id, 'state', coalesce(v_state, v_media.state));
end
$$;
comment on function private.retry_media(uuid) is 'See public.retry_media.';
grant execute on function private.retry_media(uuid) to authenticated;

create function public.retry_media(message_media_id uuid) returns jsonb
language sql volatile
set search_path = ''
as $$ select private.retry_media(message_media_id) $$;
comment on function public.retry_media(uuid) is
  'Fetches an inbound file again that failed, for instance after the plan got more room; Meta keeps it for seven days. Returns '
  '{message_media_id, state}. Permission: conversations.reply. Errors: 42501 permission_denied, PT409 media_not_retryable.';
grant execute on function public.retry_media(uuid) to authenticated;
