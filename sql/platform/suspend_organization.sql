create function private.set_organization_status(organization_id uuid, status text) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  c_reason constant text := 'The organization is suspended.';
  v_status text;
begin
  perform private.require_platform_admin();
  select o.status into v_status from public.organizations o where o.id = set_organization_status.organization_id for no key update;
  if v_status is null then
    perform private.fail('PT422', 'organization_not_found', 'There is no such organization.', 'Check the id.');
  end if;
  if v_status = 'closed' then
    perform private.fail('PT409', 'organization_closed', 'A closed organization stays closed.', 'Let its people make a new one.');
  end if;
  if v_status = status then
    return v_status;
  end if;
  update public.organizations o set status = set_organization_status.status
  where o.id = set_organization_status.organization_id;
  -- Nothing more leaves a suspended tenant, and what its people or Meta had paused stays paused when it comes back.
  update public.whatsapp_accounts a
  set is_paused = set_organization_status.status = 'suspended' or a.meta_holds <> '{}',
    paused_by = case when set_organization_status.status = 'suspended' then 'platform' when a.meta_holds <> '{}' then 'meta' end,
    pause_reason = case when set_organization_status.status = 'suspended' then c_reason else private.reason_of_holds(a.meta_holds) end
  where a.organization_id = set_organization_status.organization_id
    and case set_organization_status.status when 'suspended' then not a.is_paused or a.paused_by = 'meta'
      else a.paused_by = 'platform' end;
  if status = 'active' then
    perform private.ring('outbox/pump', a.id::text)
    from public.whatsapp_accounts a where a.organization_id = set_organization_status.organization_id and not a.is_paused order by a.id;
  end if;
  return status;
end
$$;
comment on function private.set_organization_status(uuid, text) is
  'See public.platform_suspend_organization. A repeated call changes nothing.';

create function private.platform_suspend_organization(organization_id uuid) returns text
language sql volatile security definer
set search_path = ''
as $$ select private.set_organization_status(organization_id, 'suspended') $$;
comment on function private.platform_suspend_organization(uuid) is 'See public.platform_suspend_organization; the callee checks.';
grant execute on function private.platform_suspend_organization(uuid) to authenticated;

create function public.platform_suspend_organization(organization_id uuid) returns text
language sql volatile
set search_path = ''
as $$ select private.platform_suspend_organization(organization_id) $$;
comment on function public.platform_suspend_organization(uuid) is
  'Shuts a tenant: its people see nothing of it, its numbers send no more, all rows stay. Returns the status. Platform admins only; the '
  'audit log of the organization tells who. Errors: 42501 permission_denied, PT422 organization_not_found, PT409 organization_closed.';
grant execute on function public.platform_suspend_organization(uuid) to authenticated;

create function private.platform_reactivate_organization(organization_id uuid) returns text
language sql volatile security definer
set search_path = ''
as $$ select private.set_organization_status(organization_id, 'active') $$;
comment on function private.platform_reactivate_organization(uuid) is 'See public.platform_reactivate_organization; the callee checks.';
grant execute on function private.platform_reactivate_organization(uuid) to authenticated;

create function public.platform_reactivate_organization(organization_id uuid) returns text
language sql volatile
set search_path = ''
as $$ select private.platform_reactivate_organization(organization_id) $$;
comment on function public.platform_reactivate_organization(uuid) is
  'Opens a suspended tenant again and lets the numbers send that the suspension had stopped. Returns the status. Platform admins only. '
  'Errors: 42501 permission_denied, PT422 organization_not_found, PT409 organization_closed.';
grant execute on function public.platform_reactivate_organization(uuid) to authenticated;
