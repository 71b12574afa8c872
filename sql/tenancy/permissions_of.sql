create function private.permissions_of(user_id uuid, organization_id uuid) returns text[]
language sql stable parallel safe
set search_path = ''
as $$
  select coalesce((
    select r.permissions
    from public.members m
    join public.organizations o on o.id = m.organization_id and o.status = 'active'
    join public.roles r on r.key = m.role_key and (r.organization_id is null or r.organization_id = m.organization_id)
    where m.user_id = permissions_of.user_id and m.organization_id = permissions_of.organization_id and m.status = 'active'
  ), '{}')
$$;
comment on function private.permissions_of(uuid, uuid) is
  'What a user''s role in an organization allows, in the brands of his seat; empty without an active seat.';
