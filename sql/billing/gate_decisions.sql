-- What the plan did not include and was asked for all the same.
create table public.gate_decisions (
  id uuid not null default private.new_id(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  actor_id uuid default auth.uid(),
  feature text,
  metric text,
  decision text not null constraint gate_decisions_decision_is_known_check check (decision in ('denied', 'over_limit')),
  mode text not null constraint gate_decisions_mode_is_known_check check (mode in ('enforce', 'shadow')),
  slug text not null,
  requested bigint,
  limit_value bigint,
  used bigint,
  created_at timestamptz not null default now(),
  constraint gate_decisions_pkey primary key (id, organization_id),
  constraint gate_decisions_is_about_one_thing_check check (num_nonnulls(feature, metric) = 1)
);
create index gate_decisions_organization_id_idx on public.gate_decisions (organization_id, id);
alter table public.gate_decisions enable row level security;

create policy gate_decisions_select on public.gate_decisions for select to authenticated
  using (organization_id = any ((select private.my_organizations('billing.view'))::uuid[]) or (select private.is_platform_admin()));

grant select on public.gate_decisions to authenticated;

comment on table public.gate_decisions is
  'Decisions of the gates against the plan. Written where the transaction is committed: shadow mode, overage, check_plan, check_limit and '
  'refused sends through the Data API. A write to a table that is refused is rolled back with everything in it; it leaves the line '
  '"gate_denied" in the server''s log, and a row when the client asks check_plan or check_limit why.';
comment on column public.gate_decisions.decision is
  'denied: refused, or would have been in mode enforce. over_limit: beyond the limit, let pass by the overage policy.';
comment on column public.gate_decisions.used is 'Used and reserved before the request.';

create function private.record_decision(organization_id uuid, decision jsonb) returns void
language sql volatile
set search_path = ''
as $$
  insert into public.gate_decisions (organization_id, feature, metric, decision, mode, slug, requested, limit_value, used)
  select record_decision.organization_id, d.feature, d.metric, d.decision, d.mode, d.slug, d.requested, d.limit_value, d.used
  from jsonb_to_record(decision) as d (
    feature text, metric text, decision text, mode text, slug text, requested bigint, limit_value bigint, used bigint)
  where d.decision is not null
$$;
comment on function private.record_decision(uuid, jsonb) is 'Writes a decision of a gate, made by the caller of this transaction, down.';

create function private.feature_decision(entitlements private.entitlements, feature text) returns jsonb
language sql stable
set search_path = ''
as $$
  select jsonb_build_object('feature', feature, 'decision', 'denied', 'mode', entitlements.mode, 'slug', 'plan_feature_missing')
  where not private.feature_of(entitlements, feature)
$$;
comment on function private.feature_decision(private.entitlements,
  text) is 'The decision against a feature, or null when it is included.';

create function private.deny(organization_id uuid, decision jsonb) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  if decision ->> 'mode' = 'shadow' then
    perform private.record_decision(organization_id, decision);
    return;
  end if;
  raise log 'gate_denied %', decision || jsonb_build_object('organization_id', organization_id, 'actor_id', auth.uid());
  if decision ->> 'slug' = 'plan_feature_missing' then
    perform private.fail('PT402', 'plan_feature_missing', format('Your plan does not include %s.', decision ->> 'feature'),
      'Upgrade the plan of the organization; check_plan tells what it includes.');
  elsif decision ->> 'slug' = 'plan_limit_reached' then
    perform private.fail('PT402', 'plan_limit_reached',
      format('The limit of your plan for %s is %s; %s used.', replace(decision ->> 'metric', '_', ' '), decision ->> 'limit_value',
        decision ->> 'used'),
      'Remove some, or upgrade the plan of the organization.');
  end if;
  perform private.fail('PT402', 'quota_exceeded',
    format('The limit of your plan for %s is %s a %s: %s used, %s more needed.', replace(decision ->> 'metric', '_', ' '),
      decision ->> 'limit_value', decision ->> 'period', decision ->> 'used', decision ->> 'requested'),
    'Wait for the next period, ask for less, or upgrade the plan of the organization.');
end
$$;
comment on function private.deny(uuid, jsonb) is
  'Carries a decision out: in mode shadow it is recorded and nothing else happens, in mode enforce PT402 is raised.';
