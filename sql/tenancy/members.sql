-- A user's seat in an organization.
create table public.members (
  id uuid not null default private.new_id(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  role_key text not null
    constraint members_role_key_is_built_in_check
    check (role_key in ('owner', 'admin', 'manager', 'agent', 'billing_admin', 'analyst')),
  all_brands boolean not null default true,
  status text not null default 'active' constraint members_status_is_known_check check (status in ('active', 'disabled')),
  availability text not null default 'offline'
    constraint members_availability_is_known_check check (availability in ('online', 'away', 'offline')),
  created_at timestamptz not null default now(),
  constraint members_pkey primary key (id, organization_id),
  constraint members_organization_id_user_id_key unique (organization_id, user_id)
);
create index members_user_id_idx on public.members (user_id);
alter table public.members enable row level security;

create policy members_select on public.members for select to authenticated
  using (organization_id = any (array(select private.my_organization_ids())));
create policy members_insert on public.members for insert to authenticated
  with check (organization_id = any (array(select private.my_organization_ids('members.manage'))) and role_key <> 'owner');
create policy members_update on public.members for update to authenticated
  using (organization_id = any (array(select private.my_organization_ids('members.manage'))) and role_key <> 'owner')
  with check (organization_id = any (array(select private.my_organization_ids('members.manage'))) and role_key <> 'owner');
create policy members_delete on public.members for delete to authenticated
  using (organization_id = any (array(select private.my_organization_ids('members.manage'))) and role_key <> 'owner');

grant select, delete on public.members to authenticated;
grant insert (organization_id, user_id, role_key, all_brands), update (role_key, all_brands, status) on public.members to authenticated;

comment on table public.members is 'A user''s seat in an organization: role, brand scope and availability.';
comment on column public.members.all_brands is 'false limits the member to the brands listed in member_brands.';
