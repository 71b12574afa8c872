-- Lists of contacts that people put together, mostly to write to them.
create table public.groups (
  id uuid not null default private.new_id(),
  organization_id uuid not null,
  brand_id uuid not null,
  name text not null constraint groups_name_is_1_to_80_chars_check check (char_length(trim(name)) between 1 and 80),
  description text constraint groups_description_fits_check check (char_length(description) <= 500),
  created_at timestamptz not null default now(),
  constraint groups_pkey primary key (id, brand_id, organization_id),
  constraint groups_brand_id_fkey
    foreign key (brand_id, organization_id) references public.brands (id, organization_id) on delete cascade
);
create unique index groups_brand_id_name_key on public.groups (brand_id, lower(name), organization_id);
alter table public.groups enable row level security;

create policy groups_select on public.groups for select to authenticated
  using (brand_id = any ((select private.my_brands('contacts.view'))::uuid[]));
create policy groups_insert on public.groups for insert to authenticated
  with check (brand_id = any ((select private.my_brands('contacts.edit'))::uuid[]));
create policy groups_update on public.groups for update to authenticated
  using (brand_id = any ((select private.my_brands('contacts.edit'))::uuid[]))
  with check (brand_id = any ((select private.my_brands('contacts.edit'))::uuid[]));
create policy groups_delete on public.groups for delete to authenticated
  using (brand_id = any ((select private.my_brands('contacts.edit'))::uuid[]));

grant select, delete on public.groups to authenticated;
grant insert (organization_id, brand_id, name, description), update (name, description) on public.groups to authenticated;

comment on table public.groups is 'Lists of contacts that people put together.';
