create function private.read_account_for_sending(whatsapp_account_id uuid)
returns table (phone_number_id text, waba_id text, sealed text)
language sql stable security definer
set search_path = ''
as $$
  select a.phone_number_id, a.waba_id, c.sealed
  from public.whatsapp_accounts a
  join private.whatsapp_credentials c on c.whatsapp_account_id = a.id
  where a.id = read_account_for_sending.whatsapp_account_id
$$;
comment on function private.read_account_for_sending(uuid) is 'Where and with which (sealed) token the worker calls Meta for a number.';
grant execute on function private.read_account_for_sending(uuid) to wabase_worker;
