-- Switches of the platform for what is being tried or may have to be turned off at once. What is paid for is in the plans.
create table public.feature_flags (
  key text primary key constraint feature_flags_key_is_snake_case_check check (key ~ '^[a-z][a-z0-9_]{1,62}$'),
  description text not null,
  enabled boolean not null default true,
  rollout_percent smallint not null default 0
    constraint feature_flags_rollout_percent_is_a_share_check check (rollout_percent between 0 and 100),
  created_at timestamptz not null default now()
);
alter table public.feature_flags enable row level security;

create policy feature_flags_select on public.feature_flags for select to authenticated
  using ((select private.is_platform_admin()));
create policy feature_flags_insert on public.feature_flags for insert to authenticated
  with check ((select private.is_platform_admin()));
create policy feature_flags_update on public.feature_flags for update to authenticated
  using ((select private.is_platform_admin())) with check ((select private.is_platform_admin()));
create policy feature_flags_delete on public.feature_flags for delete to authenticated
  using ((select private.is_platform_admin()));

grant select, delete on public.feature_flags to authenticated;
grant insert (key, description, enabled, rollout_percent), update (description, enabled, rollout_percent)
  on public.feature_flags to authenticated;

comment on table public.feature_flags is 'Feature flags, kept by platform admins; members get their values from flag() and my_context().';
comment on column public.feature_flags.enabled is 'The kill switch: false turns the flag off everywhere, overrides included.';
comment on column public.feature_flags.rollout_percent is
  'Share of organizations that have it without an override; an organization that is in at 10 is in at 20.';
