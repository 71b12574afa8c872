create function private.my_organization_id(organization_id uuid default null) returns uuid
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_brand uuid := private.requested_brand_id();
  v_ids uuid[];
begin
  if organization_id is null and v_brand is not null then
    select b.organization_id into organization_id from public.brands b where b.id = v_brand and b.id = any (private.my_brands());
    organization_id := coalesce(organization_id, v_brand); -- a brand of nobody's: refused below
  end if;
  v_ids := private.my_organizations();
  if organization_id is null and cardinality(v_ids) > 1 then
    perform private.fail('PT422', 'organization_ambiguous', 'You belong to several organizations.',
      'Send the header x-brand-id with a brand of the one you mean, or its id.');
  end if;
  organization_id := coalesce(organization_id, v_ids[1]);
  if organization_id is null or organization_id <> all (v_ids) then
    perform private.fail('42501', 'permission_denied', 'You have no seat in this organization.',
      'Ask one of its members for an invitation.');
  end if;
  return organization_id;
end
$$;
comment on function private.my_organization_id(uuid) is
  'The organization a request is about: the one named, else that of the x-brand-id header, else the caller''s only one. '
  'Errors: 42501 permission_denied, PT422 organization_ambiguous.';
grant execute on function private.my_organization_id(uuid) to authenticated;

create function private.limit_decision(organization_id uuid, metric text, n bigint) returns jsonb
language sql stable
set search_path = ''
as $$
  select jsonb_build_object(
    'metric', metric, 'period', l.period, 'mode', e.mode, 'requested', n, 'limit_value', l.value, 'used', l.used, 'decision', 'denied',
    'slug', case l.period when 'total' then 'plan_limit_reached' else 'quota_exceeded' end)
  from private.entitlements(organization_id) as e,
    lateral (
      select c.period, private.limit_of(e, c.limit_key) as value, private.hard_limit_of(e, c.limit_key) as hard, coalesce((
        select sum(u.used + u.reserved) from public.usage_counters u
        where u.organization_id = limit_decision.organization_id and u.metric = limit_decision.metric and u.period = c.period
          and u.period_start = private.period_start(c.period, e.timezone)), 0) as used
      from private.limit_catalogue() as c where c.metric = limit_decision.metric and c.period <> 'minute'
    ) as l
  where l.hard >= 0 and l.used + n > l.hard
  order by l.period limit 1
$$;
comment on function private.limit_decision(uuid, text, bigint) is 'What would refuse n more of a metric now, or null.';

create function private.check_gate(organization_id uuid, feature text, metric text, n bigint) returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_organization uuid := private.my_organization_id(organization_id);
  v_now private.entitlements := private.entitlements(v_organization);
  v_decision jsonb;
begin
  if feature is not null and feature <> all (private.feature_catalogue())
    or metric is not null and metric not in (select c.metric from private.limit_catalogue() as c where c.period <> 'minute')
    or num_nonnulls(feature, metric) <> 1 or metric is not null and (n is null or n < 0) then
    perform private.fail('PT422', 'feature_unknown', 'There is no such feature or limit.',
      'See plans.features and plans.limits for their names.');
  end if;
  v_decision := case when feature is not null then private.feature_decision(v_now, feature)
    else private.limit_decision(v_organization, metric, n) end;
  if v_decision is not null then
    perform private.record_decision(v_organization, v_decision);
  end if;
  return jsonb_build_object('organization_id', v_organization, 'plan', v_now.plan_key, 'mode', v_now.mode,
    'allowed', v_decision is null or v_now.mode = 'shadow') || coalesce(v_decision - 'mode', '{}');
end
$$;
comment on function private.check_gate(uuid, text, text, bigint) is 'See public.check_plan and public.check_limit.';
grant execute on function private.check_gate(uuid, text, text, bigint) to authenticated;

create function public.check_plan(feature text, organization_id uuid default null) returns jsonb
language sql volatile
set search_path = ''
as $$ select private.check_gate(organization_id, feature, null, null) $$;
comment on function public.check_plan(text, uuid) is
  'Whether the plan includes a feature: {organization_id, plan, mode, allowed} and, when not, {feature, decision, slug}. A denial is '
  'recorded '
  'in gate_decisions. The tables decide by the same function. Errors: 42501 permission_denied, PT422 feature_unknown | '
  'organization_ambiguous.';
grant execute on function public.check_plan(text, uuid) to authenticated;

create function public.check_limit(metric text, n bigint default 1, organization_id uuid default null) returns jsonb
language sql volatile
set search_path = ''
as $$ select private.check_gate(organization_id, null, metric, n) $$;
comment on function public.check_limit(text, bigint, uuid) is
  'Whether n more of a metric (contacts, messages, …) would be let pass now: {organization_id, plan, mode, allowed} and, when not, '
  '{metric, period, requested, limit_value, used, decision, slug}. Nothing is taken; a denial is recorded in gate_decisions. '
  'Errors: 42501 permission_denied, PT422 feature_unknown | organization_ambiguous.';
grant execute on function public.check_limit(text, bigint, uuid) to authenticated;
