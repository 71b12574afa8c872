-- Who may do what where, worked out in advance: what every policy asks. The answer lies in members, member_brands, roles, brands and
-- organizations; to join them in each query cost 0.1 ms, as much as an inbox list itself. A seat has one row for its active brands, and
-- one for archived brands, in which only reading is left. keep_seat_access.sql keeps it in the transaction of every change.
create table private.seat_access (
  user_id uuid not null,
  organization_id uuid not null references public.organizations (id) on delete cascade,
  is_archived boolean not null,
  member_id uuid not null,
  has_all_brands boolean not null,
  permissions text[] not null,
  brand_ids uuid[] not null,
  constraint seat_access_pkey primary key (user_id, organization_id, is_archived)
);
create index seat_access_organization_id_idx on private.seat_access (organization_id);
alter table private.seat_access enable row level security;

comment on table private.seat_access is
  'What each active seat of an active organization allows, derived by private.seat_access_of() and written by triggers only.';
comment on column private.seat_access.is_archived is
  'The row is about the archived brands of the seat. The other row is there for every seat, even one without brands.';
comment on column private.seat_access.permissions is
  'Of the role; for archived brands those of them that read, export, erase or manage brands.';

create function private.seat_access_of(organization_ids uuid[]) returns setof private.seat_access
language sql stable
set search_path = ''
as $$
  select m.user_id, m.organization_id, kind.is_archived, m.id, m.all_brands,
    case when kind.is_archived
      then array(select p from unnest(r.permissions) as p where p ~ '[.](view|view_all|export|erase)$' or p = 'brands.manage')
      else r.permissions end,
    brands.ids
  from public.members m
  join public.organizations o on o.id = m.organization_id and o.status = 'active'
  join public.roles r on r.key = m.role_key and (r.organization_id is null or r.organization_id = m.organization_id)
  cross join (values (false), (true)) as kind (is_archived)
  cross join lateral (
    select array(
      select b.id from public.brands b
      where b.organization_id = m.organization_id and (b.status = 'archived') = kind.is_archived
        and (m.all_brands or exists (
          select from public.member_brands mb
          where mb.member_id = m.id and mb.organization_id = m.organization_id and mb.brand_id = b.id))
      order by b.id)
  ) as brands (ids)
  where m.organization_id = any (organization_ids) and m.status = 'active' and (not kind.is_archived or brands.ids <> '{}')
$$;
comment on function private.seat_access_of(uuid[]) is
  'What private.seat_access must hold for these organizations: the one place that decides access. In an archived brand only reading, '
  'exporting, erasing and brands.manage are left, so every policy and function that writes refuses there.';
