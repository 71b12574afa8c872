create function private.set_plan(organization_id uuid, plan_key text) returns public.subscriptions
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_subscription public.subscriptions;
begin
  -- Payments are taken outside of any session: without a name the change would be missing in the audit log.
  if (select a.kind from private.audit_actor() as a) is null then
    perform private.act_as_job('billing/set_plan');
  end if;
  if not exists (select from public.plans p where p.key = set_plan.plan_key) then
    perform private.fail('PT422', 'plan_unknown', 'There is no such plan.', 'See plans for their keys.');
  end if;
  insert into public.subscriptions as s (organization_id, plan_key) values (set_plan.organization_id, set_plan.plan_key)
  on conflict on constraint subscriptions_pkey do update
  set plan_key = excluded.plan_key, status = 'active', trial_ends_at = null, grace_ends_at = null, cancel_at_period_end = false
  returning * into v_subscription;
  return v_subscription;
exception when foreign_key_violation then
  perform private.fail('PT422', 'organization_not_found', 'There is no such organization.', 'Check the id.');
end
$$;
comment on function private.set_plan(uuid, text) is
  'Puts an organization on a plan, active from now on, overrides kept. For whoever takes the payments; people come through change_plan.';
grant execute on function private.set_plan(uuid, text) to wabase_functions;

create function private.change_plan(organization_id uuid, plan_key text) returns public.subscriptions
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  if not private.is_platform_admin() then
    perform private.fail('42501', 'permission_denied', 'Only the platform''s own people change plans.',
      'Ask the platform for another plan.');
  end if;
  return private.set_plan(organization_id, plan_key);
end
$$;
comment on function private.change_plan(uuid, text) is 'See public.change_plan.';
grant execute on function private.change_plan(uuid, text) to authenticated;

create function public.change_plan(organization_id uuid, plan_key text) returns public.subscriptions
language sql volatile
set search_path = ''
as $$ select private.change_plan(organization_id, plan_key) $$;
comment on function public.change_plan(uuid, text) is
  'Up or down to another plan, at once. Nothing is deleted: what exceeds a smaller plan stays readable and usable, but does not grow until '
  'it fits. For platform admins. Returns the subscription. Errors: 42501 permission_denied, PT422 plan_unknown | organization_not_found.';
grant execute on function public.change_plan(uuid, text) to authenticated;
