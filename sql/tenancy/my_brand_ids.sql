create function private.my_brand_ids(permission text default null) returns setof uuid
language sql stable security definer parallel safe
set search_path = ''
as $$
  select id from private.brand_ids_of((select auth.uid()), permission) as id
  where (select private.requested_brand_id()) is null or id = (select private.requested_brand_id())
$$;
comment on function private.my_brand_ids(text) is
  'Brands in which the caller has the permission, narrowed to the x-brand-id header when there is one. '
  'For policies: brand_id = any (array(select private.my_brand_ids(…))), once a query.';
grant execute on function private.my_brand_ids(text) to authenticated;
