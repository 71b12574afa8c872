-- What a member may do. organization_id null = built in; custom roles belong to an organization.
create table public.roles (
  id uuid primary key default private.new_id(),
  organization_id uuid references public.organizations (id) on delete cascade,
  key text not null constraint roles_key_is_snake_case_check check (key ~ '^[a-z][a-z0-9_]{1,62}$'),
  permissions text[] not null,
  created_at timestamptz not null default now(),
  name text constraint roles_name_is_1_to_60_chars_check check (char_length(trim(name)) between 1 and 60),
  constraint roles_organization_id_key_key unique nulls not distinct (organization_id, key)
);
alter table public.roles enable row level security;

create policy roles_select on public.roles for select to authenticated
  using (organization_id is null or organization_id = any ((select private.my_organizations())::uuid[]));
create policy roles_insert on public.roles for insert to authenticated
  with check (organization_id = any ((select private.my_organizations('roles.manage'))::uuid[]));
create policy roles_update on public.roles for update to authenticated
  using (organization_id = any ((select private.my_organizations('roles.manage'))::uuid[]))
  with check (organization_id = any ((select private.my_organizations('roles.manage'))::uuid[]));
create policy roles_delete on public.roles for delete to authenticated
  using (organization_id = any ((select private.my_organizations('roles.manage'))::uuid[]));

grant select, delete on public.roles to authenticated;
grant insert (organization_id, key, permissions, name), update (permissions, name) on public.roles to authenticated;

comment on table public.roles is
  'Built-in roles (organization_id null) and custom roles: a name for a set of permissions of the catalogue.';
comment on column public.roles.permissions is 'Keys of the permission catalogue, see private.permission_catalogue().';
comment on column public.roles.name is 'What people call a custom role; clients name the built-in ones themselves.';
