create function private.guard_role() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_organization uuid := case when tg_op = 'DELETE' then old.organization_id else new.organization_id end;
  v_own text[];
begin
  if v_organization is null then
    return case when tg_op = 'DELETE' then old else new end;
  end if;
  if tg_op <> 'DELETE' and not new.permissions <@ private.permission_catalogue() then
    perform private.fail('PT422', 'permission_unknown', 'The role names a permission that does not exist.',
      'Take permissions of the catalogue only.');
  end if;
  if auth.uid() is not null and exists (select from public.organizations o where o.id = v_organization) then
    v_own := private.permissions_of(auth.uid(), v_organization);
    if tg_op <> 'DELETE' and not new.permissions <@ v_own or tg_op <> 'INSERT' and not old.permissions <@ v_own then
      perform private.fail('42501', 'role_beyond_own', 'The role allows more than your own.',
        'Ask somebody who has these permissions, such as an owner.');
    end if;
  end if;
  -- A role of the same key as a built-in one would give its members both.
  if tg_op <> 'DELETE' and exists (select from public.roles r where r.organization_id is null and r.key = new.key) then
    perform private.fail('PT409', 'role_key_taken', format('"%s" is a built-in role.', new.key), 'Choose another key.');
  end if;
  -- A seat locks its role while it is being made (guard_member), so none can slip in after this look.
  if tg_op = 'DELETE' and exists (select from public.organizations o where o.id = v_organization) and (
    exists (select from public.members m where m.organization_id = v_organization and m.role_key = old.key)
    or exists (
      select from public.invitations i
      where i.organization_id = v_organization and i.role_key = old.key
        and i.accepted_at is null and i.revoked_at is null and i.expires_at > now())
  ) then
    perform private.fail('PT409', 'role_in_use', format('Members or invitations have the role "%s".', old.key),
      'Give them another role first.');
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end
$$;
comment on function private.guard_role() is
  'Custom roles: nobody makes, changes or deletes one that allows more than his own; keys of built-in roles are taken; a role in use '
  'stays. Errors: permission_unknown, role_beyond_own, role_key_taken, role_in_use.';

create trigger roles_guard before insert or update or delete on public.roles
  for each row execute function private.guard_role();
