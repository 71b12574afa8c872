create type private.entitlements as (
  plan_key text, status text, mode text, features jsonb, limits jsonb, overage jsonb, timezone text
);
comment on type private.entitlements is 'What an organization may do now: see private.entitlements(uuid).';

-- plpgsql keeps the plans of its queries for a session; a function in SQL is planned anew in every transaction.
create function private.entitlements(organization_id uuid) returns private.entitlements
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_now private.entitlements;
begin
  select p.key, coalesce(now_is.status, 'canceled'), coalesce(s.mode, 'enforce'),
    p.features || case when now_is.status = 'canceled' then '{}' else coalesce(s.feature_overrides, '{}') end,
    p.limits || case when now_is.status = 'canceled' then '{}' else coalesce(s.limit_overrides, '{}') end,
    case when now_is.status = 'canceled' then '{}' else coalesce(s.overage, '{}') end,
    o.timezone
  into v_now
  from public.organizations o
  left join public.subscriptions s on s.organization_id = o.id
  cross join lateral (
    select case
      when s.status is null or s.status = 'canceled' then 'canceled'
      when s.status = 'past_due' and s.grace_ends_at <= now() then 'canceled'
      when s.cancel_at_period_end and s.current_period_end <= now() then 'canceled'
      when s.status = 'trialing' and s.trial_ends_at <= now() then 'active'
      else s.status
    end as status, s.status = 'trialing' and s.trial_ends_at <= now() as trial_is_over
  ) as now_is
  join public.plans p on p.key = case when now_is.status = 'canceled' or now_is.trial_is_over then 'free' else s.plan_key end
  where o.id = entitlements.organization_id;
  return v_now;
end
$$;
comment on function private.entitlements(uuid) is
  'Plan, features, limits and overage of an organization at this moment. A trial that is over has the plan free with its overrides; '
  'canceled, unpaid beyond the grace and ended at the period''s end have the plan free without. By the clock, not by the job that '
  'writes it down later (expire_subscriptions).';
grant execute on function private.entitlements(uuid) to wabase_functions;

create function private.feature_of(entitlements private.entitlements, feature text) returns boolean
language sql immutable parallel safe
set search_path = ''
as $$ select coalesce((entitlements.features ->> feature)::boolean, false) $$;
comment on function private.feature_of(private.entitlements, text) is 'Whether a feature is included; absent = not.';

create function private.limit_of(entitlements private.entitlements, limit_key text) returns bigint
language plpgsql immutable parallel safe
set search_path = ''
as $$
begin
  return coalesce((entitlements.limits ->> limit_key)::bigint, 0);
end
$$;
comment on function private.limit_of(private.entitlements, text) is 'The number of a limit: -1 = unlimited, absent = 0.';

create function private.hard_limit_of(entitlements private.entitlements, limit_key text) returns bigint
language plpgsql immutable parallel safe
set search_path = ''
as $$
begin
  return case
    when private.limit_of(entitlements, limit_key) < 0 then -1
    else case coalesce(entitlements.overage -> limit_key ->> 'policy', 'block')
      when 'block' then private.limit_of(entitlements, limit_key)
      when 'grace' then private.limit_of(entitlements, limit_key)
        * (100 + (entitlements.overage -> limit_key ->> 'grace_percent')::bigint) / 100
      else -1
    end
  end;
end
$$;
comment on function private.hard_limit_of(private.entitlements, text) is
  'Where a limit blocks: the limit itself, with its grace, or -1 when more is billed or only told.';
