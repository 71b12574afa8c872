create function private.brand_ids_of(user_id uuid, permission text default null) returns setof uuid
language sql stable parallel safe
set search_path = ''
as $$
  select unnest(a.brand_ids) from private.seat_access a
  where a.user_id = brand_ids_of.user_id and (permission is null or permission = any (a.permissions))
$$;
comment on function private.brand_ids_of(uuid, text) is 'Brands in which a user has the permission (null: any seat).';
