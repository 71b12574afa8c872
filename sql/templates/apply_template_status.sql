create function private.apply_template_status(waba_id text, value jsonb) returns int
language sql volatile
set search_path = ''
as $$
  with written as (
    update public.templates t
    set meta_status = value ->> 'event', rejection_reason = nullif(value ->> 'reason', 'NONE'),
      meta_template_id = coalesce(value ->> 'message_template_id', t.meta_template_id), updated_at = now()
    where t.waba_id = apply_template_status.waba_id
      and t.name = value ->> 'message_template_name' and t.language = value ->> 'message_template_language'
    returning 1
  )
  select count(*)::int from written
$$;
comment on function private.apply_template_status(text, jsonb) is
  'Applies a message_template_status_update webhook to every brand that uses the WhatsApp Business Account.';
