create function private.require_brands_of(organization_id uuid, brand_ids uuid[]) returns void
language plpgsql stable
set search_path = ''
as $$
begin
  if cardinality(brand_ids) = 0 or exists (
    select from unnest(brand_ids) as given (brand_id)
    where not exists (
      select from public.brands b where b.id = given.brand_id and b.organization_id = require_brands_of.organization_id)
  ) then
    perform private.fail('PT422', 'brand_unknown', 'The list names a brand that the organization does not have, or none at all.',
      'Send ids of brands of this organization; leave the list out for all brands.');
  end if;
end
$$;
comment on function private.require_brands_of(uuid, uuid[]) is
  'Raises PT422 brand_unknown unless the list holds brands of the organization; null means all brands.';

create function private.set_member_brands(member_id uuid, organization_id uuid, brand_ids uuid[]) returns void
language sql volatile
set search_path = ''
as $$
  delete from public.member_brands mb
  where mb.member_id = set_member_brands.member_id and mb.organization_id = set_member_brands.organization_id
    and (brand_ids is null or mb.brand_id <> all (brand_ids));
  insert into public.member_brands (organization_id, member_id, brand_id)
  select set_member_brands.organization_id, set_member_brands.member_id, b.id
  from public.brands b where b.organization_id = set_member_brands.organization_id and b.id = any (brand_ids)
  on conflict do nothing;
$$;
comment on function private.set_member_brands(uuid, uuid, uuid[]) is 'Makes the brand scope of a seat exactly this list; null clears it.';
