-- This and the helpers of policies are plpgsql: it keeps a plan for the session, where SQL functions are planned in every query
-- (0.4 ms each, more than an inbox list takes).
create function private.brand_ids_of(user_id uuid, permission text default null) returns setof uuid
language plpgsql stable parallel safe
set search_path = ''
as $$
begin
  return query
  select b.id
  from public.members m
  join public.organizations o on o.id = m.organization_id and o.status = 'active'
  join public.roles r on r.key = m.role_key and (r.organization_id is null or r.organization_id = m.organization_id)
  join public.brands b on b.organization_id = m.organization_id
  where m.user_id = brand_ids_of.user_id
    and m.status = 'active'
    and (brand_ids_of.permission is null or brand_ids_of.permission = any (r.permissions))
    and (b.status = 'active' or permission is null or permission ~ '[.](view|view_all|export|erase)$' or permission = 'brands.manage')
    and (m.all_brands or exists (
      select from public.member_brands mb
      where mb.member_id = m.id and mb.organization_id = m.organization_id and mb.brand_id = b.id));
end
$$;
comment on function private.brand_ids_of(uuid, text) is
  'Brands in which a user has the permission (null: any seat): the one place that decides brand access. In an archived brand '
  'only reading, exporting, erasing and brands.manage are left, so every policy and function that writes refuses there.';
