-- A flag that is on or off for one organization, or for one brand of it, whatever its rollout.
create table public.feature_flag_overrides (
  id uuid not null default private.new_id(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  brand_id uuid,
  flag_key text not null references public.feature_flags (key) on delete cascade,
  enabled boolean not null,
  created_at timestamptz not null default now(),
  constraint feature_flag_overrides_pkey primary key (id, organization_id),
  constraint feature_flag_overrides_brand_id_fkey
    foreign key (brand_id, organization_id) references public.brands (id, organization_id) on delete cascade,
  constraint feature_flag_overrides_organization_id_brand_id_flag_key_key
    unique nulls not distinct (organization_id, brand_id, flag_key)
);
create index feature_flag_overrides_brand_id_idx on public.feature_flag_overrides (brand_id, organization_id) where brand_id is not null;
create index feature_flag_overrides_flag_key_idx on public.feature_flag_overrides (flag_key);
alter table public.feature_flag_overrides enable row level security;

create policy feature_flag_overrides_select on public.feature_flag_overrides for select to authenticated
  using (
    (select private.is_platform_admin())
    or organization_id = any ((select private.my_organizations())::uuid[])
      and (brand_id is null or brand_id = any ((select private.my_brands())::uuid[]))
  );
create policy feature_flag_overrides_insert on public.feature_flag_overrides for insert to authenticated
  with check ((select private.is_platform_admin()));
create policy feature_flag_overrides_update on public.feature_flag_overrides for update to authenticated
  using ((select private.is_platform_admin())) with check ((select private.is_platform_admin()));
create policy feature_flag_overrides_delete on public.feature_flag_overrides for delete to authenticated
  using ((select private.is_platform_admin()));

grant select, delete on public.feature_flag_overrides to authenticated;
grant insert (organization_id, brand_id, flag_key, enabled), update (enabled) on public.feature_flag_overrides to authenticated;

comment on table public.feature_flag_overrides is
  'Exceptions to the rollout of a flag: for a brand before those for its organization. Written by platform admins.';
comment on column public.feature_flag_overrides.brand_id is 'Null: the whole organization.';
