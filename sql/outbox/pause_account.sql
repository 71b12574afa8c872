create function private.pause_account(whatsapp_account_id uuid, error_code int, error_message text) returns void
language sql volatile
set search_path = ''
as $$
  update public.whatsapp_accounts a
  set is_paused = true, pause_reason = format('Meta refused a send with code %s: %s', error_code, error_message)
  where a.id = pause_account.whatsapp_account_id and not a.is_paused
$$;
comment on function private.pause_account(uuid, int, text) is
  'Stops sending from a number after an error that a person must mend (token, payment, restriction).';
