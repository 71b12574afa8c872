create function private.pause_account(whatsapp_account_id uuid, error_code int, error_message text, at timestamptz default now())
returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_cause text := case when error_code in (368, 131031) then 'policy' when error_code in (131042, 131044, 134011) then 'payment'
    else 'refused' end;
  v_reason text := format('Meta refused a send with code %s: %s', error_code, error_message);
  v_waba text;
  v_numbers uuid[];
begin
  -- What is wrong with the business account is wrong with all its numbers; a token or a registration is a number's own.
  select a.waba_id, case when v_cause = 'refused' then array[a.id] else private.numbers_of(a.waba_id) end into v_waba, v_numbers
  from public.whatsapp_accounts a where a.id = pause_account.whatsapp_account_id;
  select array_agg(a.id order by a.id) into v_numbers from public.whatsapp_accounts a
  where a.id = any (v_numbers || pause_account.whatsapp_account_id) and not a.meta_holds ? v_cause
    and (a.resumed_at is null or a.resumed_at < pause_account.at)
    -- What Meta has said of this since then is in force already.
    and not exists (
      select from private.meta_changes c
      where c.subject = v_waba and c.at >= pause_account.at
        and (v_cause = 'policy' and c.kind = 'ban' or v_cause = 'payment' and c.kind = 'account_alert:payment'));
  perform private.hold_numbers(v_numbers, v_cause, v_reason, pause_account.at);
  perform private.alert_numbers(v_numbers, 'number_paused', pause_account.whatsapp_account_id || ':' || v_cause || ':' || pause_account.at,
    jsonb_build_object('cause', v_cause, 'code', error_code, 'reason', error_message));
end
$$;
comment on function private.pause_account(uuid, int, text, timestamptz) is
  'Stops sending after an error that a person must mend: from the number (token, registration), or from every number of its WhatsApp '
  'Business Account when Meta restricts the account (368, 131031) or wants money (131042). Raises an alert.';
