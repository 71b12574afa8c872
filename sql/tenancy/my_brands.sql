-- Asked by every request, so each microsecond was measured: one row by its key, the header looked at within the same query, a loop
-- instead of unnest and array_agg, few expressions. plpgsql keeps its plan for the session; SQL functions are planned in every query.
create function private.my_brands(permission text default null) returns uuid[]
language plpgsql stable security definer parallel safe
set search_path = ''
as $$
declare
  -- An update or delete finds the rows of all brands, for a trigger (guard_brand_change) to refuse those of another brand in words.
  v_brand text := case when coalesce(current_setting('request.method', true), '') not in ('PATCH', 'DELETE')
    then nullif(nullif(current_setting('request.headers', true), '')::json ->> 'x-brand-id', '') end;
  v_more uuid[];
  v_ids uuid[] := '{}';
begin
  if not pg_input_is_valid(v_brand, 'uuid') then
    perform private.requested_brand_id();
  end if;
  for v_more in
    select case when v_brand is null then a.brand_ids else array[v_brand::uuid] end
    from private.seat_access a
    where a.user_id = auth.uid() and (my_brands.permission is null or my_brands.permission = any (a.permissions))
      and (v_brand is null or v_brand::uuid = any (a.brand_ids))
  loop
    v_ids := v_ids || v_more;
  end loop;
  return v_ids;
end
$$;
comment on function private.my_brands(text) is
  'Brands in which the caller has the permission (null: any seat), narrowed to the x-brand-id header when there is one. '
  'PATCH and DELETE are not narrowed but guarded, see private.guard_brand_change(). For policies: '
  'brand_id = any ((select private.my_brands(…))::uuid[]), once a query. Error: brand_header_invalid.';
grant execute on function private.my_brands(text) to authenticated;
