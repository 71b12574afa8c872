create function private.check_permission(permission text, brand_id uuid) returns boolean
language plpgsql stable security definer
set search_path = ''
as $$
begin
  if permission is null or permission <> all (private.permission_catalogue()) then
    perform private.fail('PT422', 'permission_unknown', format('There is no permission "%s".', permission),
      'Take one of the catalogue.');
  end if;
  if brand_id is null and permission ~ '^(organization|brands|members|roles|billing|audit)[.]' then
    return private.my_organizations(permission) <> '{}';
  end if;
  return exists (
    select from unnest(private.my_brands(permission)) as id where check_permission.brand_id is null or id = check_permission.brand_id);
end
$$;
comment on function private.check_permission(text, uuid) is 'See public.check_permission.';
grant execute on function private.check_permission(text, uuid) to authenticated;

create function public.check_permission(permission text, brand_id uuid default null) returns boolean
language sql stable
set search_path = ''
as $$ select private.check_permission(permission, brand_id) $$;
comment on function public.check_permission(text, uuid) is
  'Whether the caller may do this in a brand; without one, in any brand that the x-brand-id header leaves, or for permissions about the '
  'organization itself in any organization of his. What the policies ask, so the answer is theirs. Error: permission_unknown.';
grant execute on function public.check_permission(text, uuid) to authenticated;
