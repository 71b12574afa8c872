-- What an organization has bought: one row each, made with the organization.
create table public.subscriptions (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  plan_key text not null references public.plans (key) on update cascade on delete restrict,
  status text not null default 'active'
    constraint subscriptions_status_is_known_check check (status in ('trialing', 'active', 'past_due', 'canceled')),
  feature_overrides jsonb not null default '{}'
    constraint subscriptions_feature_overrides_are_known_check check (private.is_feature_map(feature_overrides)),
  limit_overrides jsonb not null default '{}'
    constraint subscriptions_limit_overrides_are_known_check check (private.is_limit_map(limit_overrides)),
  overage jsonb not null default '{}' constraint subscriptions_overage_is_known_check check (private.is_overage_map(overage)),
  mode text not null default 'enforce' constraint subscriptions_mode_is_known_check check (mode in ('enforce', 'shadow')),
  price jsonb constraint subscriptions_price_is_an_amount_check check (private.is_price_map(price)),
  trial_ends_at timestamptz,
  grace_ends_at timestamptz,
  current_period_end timestamptz,
  cancel_at_period_end boolean not null default false,
  created_at timestamptz not null default now(),
  constraint subscriptions_pkey primary key (organization_id),
  constraint subscriptions_trial_has_an_end_check check (status <> 'trialing' or trial_ends_at is not null),
  constraint subscriptions_past_due_has_a_grace_check check (status <> 'past_due' or grace_ends_at is not null),
  constraint subscriptions_cancel_has_a_date_check check (not cancel_at_period_end or current_period_end is not null)
);
create index subscriptions_plan_key_idx on public.subscriptions (plan_key);
alter table public.subscriptions enable row level security;

create policy subscriptions_select on public.subscriptions for select to authenticated
  using (organization_id = any ((select private.my_organizations('billing.view'))::uuid[]) or (select private.is_platform_admin()));
create policy subscriptions_update on public.subscriptions for update to authenticated
  using ((select private.is_platform_admin())) with check ((select private.is_platform_admin()));

grant select on public.subscriptions to authenticated;
grant update (plan_key, status, feature_overrides, limit_overrides, overage, mode, price, trial_ends_at, grace_ends_at,
  current_period_end, cancel_at_period_end) on public.subscriptions to authenticated;

comment on table public.subscriptions is 'The plan of an organization with what was agreed beside it; private.entitlements() says '
  'what that means now.';
comment on column public.subscriptions.overage is 'Limit → {policy, grace_percent}: what happens beyond it; block where nothing is said.';
comment on column public.subscriptions.mode is 'shadow: decide and record in gate_decisions, but let pass.';
comment on column public.subscriptions.price is 'A price of its own, in the shape of plans.prices; null = the plan''s.';
comment on column public.subscriptions.grace_ends_at is 'Until when an unpaid (past_due) subscription keeps its plan.';

create function private.begin_subscription() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  insert into public.subscriptions (organization_id, plan_key, status, trial_ends_at)
  values (new.id, 'growth', 'trialing', now() + interval '14 days');
  -- There from the start, so that nobody ever waits for somebody else's first one.
  insert into public.usage_counters (organization_id, metric, period, period_start, slot)
  select new.id, c.metric, c.period, '1970-01-01', 0 from private.limit_catalogue() as c where c.period = 'total';
  return null;
end
$$;
comment on function private.begin_subscription() is 'A new organization tries the plan growth for 14 days, then has free.';

create trigger organizations_begin_subscription after insert on public.organizations
  for each row execute function private.begin_subscription();
