create function private.my_brand_ids(permission text default null) returns setof uuid
language plpgsql stable security definer parallel safe
set search_path = ''
as $$
declare
  v_brand uuid := private.requested_brand_id();
begin
  return query
  select b.id from private.brand_ids_of(auth.uid(), permission) as b (id) where v_brand is null or b.id = v_brand;
end
$$;
comment on function private.my_brand_ids(text) is
  'Brands in which the caller has the permission, narrowed to the x-brand-id header when there is one. '
  'For policies: brand_id = any (array(select private.my_brand_ids(…))), once a query.';
grant execute on function private.my_brand_ids(text) to authenticated;
