create function private.my_brand_ids(permission text default null) returns setof uuid
language sql stable parallel safe
set search_path = ''
as $$ select unnest(private.my_brands(permission)) $$;
comment on function private.my_brand_ids(text) is 'private.my_brands as rows.';
grant execute on function private.my_brand_ids(text) to authenticated;
create function private.my_organization_ids(permission text default null) returns setof uuid
language sql stable parallel safe
set search_path = ''
as $$ select unnest(private.my_organizations(permission)) $$;
comment on function private.my_organization_ids(text) is 'private.my_organizations as rows.';
grant execute on function private.my_organization_ids(text) to authenticated;
create function private.my_member_ids() returns setof uuid
language sql stable parallel safe
set search_path = ''
as $$ select unnest(private.my_seats()) $$;
comment on function private.my_member_ids() is 'private.my_seats as rows.';
grant execute on function private.my_member_ids() to authenticated;
