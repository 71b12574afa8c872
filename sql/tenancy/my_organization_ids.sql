create function private.my_organization_ids(permission text default null) returns setof uuid
language plpgsql stable security definer parallel safe
set search_path = ''
as $$
begin
  return query
  select m.organization_id
  from public.members m
  join public.organizations o on o.id = m.organization_id and o.status = 'active'
  join public.roles r on r.key = m.role_key and (r.organization_id is null or r.organization_id = m.organization_id)
  where m.user_id = (select auth.uid())
    and m.status = 'active'
    and (my_organization_ids.permission is null or m.all_brands and my_organization_ids.permission = any (r.permissions));
end
$$;
comment on function private.my_organization_ids(text) is
  'Organizations of the caller in which he has the permission (null: any seat). A seat limited to some brands has no '
  'organization-wide permission. For policies: id = any (array(select …)), once a query.';
grant execute on function private.my_organization_ids(text) to authenticated;
