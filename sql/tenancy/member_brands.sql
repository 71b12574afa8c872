-- The brands of a member whose all_brands is false.
create table public.member_brands (
  organization_id uuid not null,
  member_id uuid not null,
  brand_id uuid not null,
  created_at timestamptz not null default now(),
  constraint member_brands_pkey primary key (member_id, brand_id, organization_id),
  constraint member_brands_member_id_fkey
    foreign key (member_id, organization_id) references public.members (id, organization_id) on delete cascade,
  constraint member_brands_brand_id_fkey
    foreign key (brand_id, organization_id) references public.brands (id, organization_id) on delete cascade
);
create index member_brands_member_id_idx on public.member_brands (member_id, organization_id);
create index member_brands_brand_id_idx on public.member_brands (brand_id, organization_id);
alter table public.member_brands enable row level security;

create policy member_brands_select on public.member_brands for select to authenticated
  using (organization_id = any ((select private.my_organizations())::uuid[]));

-- No client writes here, see members.
grant select on public.member_brands to authenticated;

comment on table public.member_brands is 'Brand scope of members that are limited to some brands.';
