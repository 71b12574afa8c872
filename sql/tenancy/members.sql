-- A user's seat in an organization.
create table public.members (
  id uuid not null default private.new_id(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  role_key text not null,
  all_brands boolean not null default true,
  status text not null default 'active' constraint members_status_is_known_check check (status in ('active', 'disabled')),
  availability text not null default 'offline'
    constraint members_availability_is_known_check check (availability in ('online', 'away', 'offline')),
  created_at timestamptz not null default now(),
  constraint members_pkey primary key (id, organization_id),
  constraint members_organization_id_user_id_key unique (organization_id, user_id),
  constraint members_owner_has_all_brands_check check (role_key <> 'owner' or all_brands)
);
create index members_user_id_idx on public.members (user_id);
create index members_available_idx on public.members (id) where availability <> 'offline';
alter table public.members enable row level security;

create policy members_select on public.members for select to authenticated
  using (organization_id = any ((select private.my_organizations())::uuid[]));

-- No client writes here: seats come from invitations and change through functions that guard who gives what to whom.
grant select on public.members to authenticated;

comment on table public.members is 'A user''s seat in an organization: role, brand scope and availability.';
comment on column public.members.all_brands is 'false limits the member to the brands listed in member_brands.';
comment on column public.members.role_key is 'A built-in role or one of the organization''s own; a trigger looks it up.';
comment on column public.members.availability is
  'What the member says of himself while heartbeats come, see heartbeat(); else offline. Routing reads it.';
