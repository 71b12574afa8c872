create function private.my_organizations(permission text default null) returns uuid[]
language plpgsql stable security definer parallel safe
set search_path = ''
as $$
begin
  return array(
    select a.organization_id from private.seat_access a
    where a.user_id = auth.uid() and not a.is_archived
      and (my_organizations.permission is null or a.has_all_brands and my_organizations.permission = any (a.permissions)));
end
$$;
comment on function private.my_organizations(text) is
  'Organizations of the caller in which he has the permission (null: any seat). A seat limited to some brands has no '
  'organization-wide permission. For policies: id = any ((select private.my_organizations(…))::uuid[]), once a query.';
grant execute on function private.my_organizations(text) to authenticated;
