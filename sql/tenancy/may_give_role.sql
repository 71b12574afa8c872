create function private.may_give_role(giver uuid, organization_id uuid, role_key text) returns boolean
language sql stable
set search_path = ''
as $$
  select exists (
    select from public.roles r
    join public.members m on m.organization_id = may_give_role.organization_id and m.user_id = giver and m.status = 'active'
    where r.key = may_give_role.role_key and (r.organization_id is null or r.organization_id = may_give_role.organization_id)
      and m.all_brands
      and (r.permissions || 'members.manage'::text) <@ private.permissions_of(giver, may_give_role.organization_id)
      and (r.key <> 'owner' or m.role_key = 'owner'))
$$;
comment on function private.may_give_role(uuid, uuid, text) is
  'Whether somebody may give this role, or manage people who have it: with members.manage for all brands, nobody above his own '
  'permissions, owners by owners only.';

create function private.require_role_to_give(organization_id uuid, role_key text) returns void
language plpgsql stable
set search_path = ''
as $$
begin
  if not exists (
    select from public.roles r
    where r.key = require_role_to_give.role_key
      and (r.organization_id is null or r.organization_id = require_role_to_give.organization_id)
  ) then
    perform private.fail('PT422', 'role_unknown', format('There is no role "%s".', role_key),
      'Take a built-in role or one of the organization.');
  end if;
  if not private.may_give_role(auth.uid(), organization_id, role_key) then
    perform private.fail('42501', 'role_beyond_own', format('The role "%s" allows more than your own.', role_key),
      'Ask somebody who has these permissions, such as an owner.');
  end if;
end
$$;
comment on function private.require_role_to_give(uuid, text) is
  'Raises PT422 role_unknown or 42501 role_beyond_own unless the caller may give the role or manage people who have it.';
