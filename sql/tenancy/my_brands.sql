-- Looked at by every request, so every microsecond of it was measured: one row by its key, a loop instead of unnest and array_agg,
-- the header only when there is one. plpgsql keeps its plan for the session; SQL functions are planned in every query.
create function private.my_brands(permission text default null) returns uuid[]
language plpgsql stable security definer parallel safe
set search_path = ''
as $$
declare
  v_ids uuid[] := '{}';
  v_more uuid[];
  v_brand uuid;
begin
  for v_more in
    select a.brand_ids from private.seat_access a
    where a.user_id = auth.uid() and (my_brands.permission is null or my_brands.permission = any (a.permissions))
  loop
    v_ids := v_ids || v_more;
  end loop;
  if current_setting('request.headers', true) like '%x-brand-id%' then
    v_brand := private.requested_brand_id();
    if v_brand is not null then
      return case when v_brand = any (v_ids) then array[v_brand] else '{}' end;
    end if;
  end if;
  return v_ids;
end
$$;
comment on function private.my_brands(text) is
  'Brands in which the caller has the permission (null: any seat), narrowed to the x-brand-id header when there is one. '
  'For policies: brand_id = any ((select private.my_brands(…))::uuid[]), once a query.';
grant execute on function private.my_brands(text) to authenticated;
