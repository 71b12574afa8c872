create function private.change_whatsapp_account(whatsapp_account_id uuid, is_paused boolean, reason text)
returns public.whatsapp_accounts
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_account public.whatsapp_accounts;
begin
  select * into v_account from public.whatsapp_accounts a where a.id = change_whatsapp_account.whatsapp_account_id;
  perform private.require_brand(v_account.brand_id, 'channels.manage');
  update public.whatsapp_accounts a
  set is_paused = change_whatsapp_account.is_paused,
    pause_reason = case when change_whatsapp_account.is_paused then coalesce(nullif(trim(reason), ''), 'Paused by a member.') end,
    paused_by = case when change_whatsapp_account.is_paused then 'member' end,
    meta_holds = case when change_whatsapp_account.is_paused then a.meta_holds else '{}' end,
    connection_status = case when change_whatsapp_account.is_paused then a.connection_status
      else private.status_after_holds(a.connection_status, a.meta_holds, '{}') end,
    resumed_at = case when change_whatsapp_account.is_paused then a.resumed_at else now() end
  where a.id = v_account.id and a.brand_id = v_account.brand_id
    and (a.is_paused <> change_whatsapp_account.is_paused or a.is_paused and a.paused_by = 'meta')
  returning * into v_account;
  if found and not v_account.is_paused then
    perform private.ring('outbox/pump', v_account.id::text);
  end if;
  select * into v_account from public.whatsapp_accounts a where a.id = change_whatsapp_account.whatsapp_account_id;
  return v_account;
end
$$;
comment on function private.change_whatsapp_account(uuid, boolean, text) is
  'Pauses or resumes sending from a number: guard, mutate, ring. A repeated call changes nothing; '
  'a pause by Meta becomes the person''s own.';
grant execute on function private.change_whatsapp_account(uuid, boolean, text) to authenticated;

create function public.pause_whatsapp_account(whatsapp_account_id uuid, reason text default null)
returns public.whatsapp_accounts
language sql volatile
set search_path = ''
as $$ select private.change_whatsapp_account(whatsapp_account_id, true, reason) $$;
comment on function public.pause_whatsapp_account(uuid, text) is
  'Stops sending from a number; what is in flight finishes. Needs channels.manage. Returns the row as it now is.';
grant execute on function public.pause_whatsapp_account(uuid, text) to authenticated;

create function public.resume_whatsapp_account(whatsapp_account_id uuid) returns public.whatsapp_accounts
language sql volatile
set search_path = ''
as $$ select private.change_whatsapp_account(whatsapp_account_id, false, null) $$;
comment on function public.resume_whatsapp_account(uuid) is
  'Goes on sending from a paused number, also one that Meta''s refusals paused. Needs channels.manage. Returns the row as it now is.';
grant execute on function public.resume_whatsapp_account(uuid) to authenticated;
