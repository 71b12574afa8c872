create function private.usage_of(organization_id uuid) returns jsonb
language sql stable security definer
set search_path = ''
as $$
  select jsonb_object_agg(l.limit_key, jsonb_build_object(
    'metric', l.metric, 'period', l.period, 'period_start', l.starts, 'used', coalesce(u.used, 0), 'reserved', coalesce(u.reserved, 0),
    'limit', l.value, 'percent', case when l.value > 0 then round((coalesce(u.used, 0) + coalesce(u.reserved, 0)) * 100.0 / l.value,
      1) end))
  from private.entitlements(organization_id) as e
  cross join lateral (
    select c.limit_key, c.metric, c.period, private.limit_of(e, c.limit_key) as value, private.period_start(c.period,
      e.timezone) as starts
    from private.limit_catalogue() as c where c.period <> 'minute'
  ) as l
  left join lateral (
    select sum(s.used)::bigint as used, sum(s.reserved)::bigint as reserved from public.usage_counters s
    where s.organization_id = usage_of.organization_id and s.metric = l.metric and s.period = l.period and s.period_start = l.starts
  ) as u on true
$$;
comment on function private.usage_of(uuid) is
  'Use of each limit in its present period: {"<limit>": {metric, period, period_start, used, reserved, limit, percent}}. '
  'percent is null where there is no limit, or it is 0.';

create function private.usage_summary(organization_id uuid) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_organization uuid := private.my_organization_id(organization_id);
  v_now private.entitlements := private.entitlements(v_organization);
begin
  return jsonb_build_object('organization_id', v_organization, 'plan', v_now.plan_key, 'status', v_now.status, 'mode', v_now.mode,
    'timezone', v_now.timezone, 'usage', private.usage_of(v_organization));
end
$$;
comment on function private.usage_summary(uuid) is 'See public.usage_summary.';
grant execute on function private.usage_summary(uuid) to authenticated;

create function public.usage_summary(organization_id uuid default null) returns jsonb
language sql stable
set search_path = ''
as $$ select private.usage_summary(organization_id) $$;
comment on function public.usage_summary(uuid) is
  'What is used of the plan now: {organization_id, plan, status, mode, timezone, usage: {"<limit>": {metric, period, period_start, used, '
  'reserved, limit (-1 = unlimited), percent}}}. For members. Errors: 42501 permission_denied, PT422 organization_ambiguous.';
grant execute on function public.usage_summary(uuid) to authenticated;
