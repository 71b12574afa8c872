create function private.guard_member() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  if tg_op = 'INSERT' or tg_op = 'UPDATE' and new.role_key <> old.role_key then
    perform from public.roles r
    where r.key = new.role_key and (r.organization_id is null or r.organization_id = new.organization_id)
    for key share;
    if not found then
      perform private.fail('PT422', 'role_unknown', format('There is no role "%s".', new.role_key),
        'Take a built-in role or one of the organization.');
    end if;
  end if;
  if tg_op <> 'INSERT' and old.role_key = 'owner' and old.status = 'active'
    and (tg_op = 'DELETE' or new.role_key <> 'owner' or new.status <> 'active') then
    -- Two owners who remove each other stand in line here, and the second one sees what the first did.
    perform from public.organizations o where o.id = old.organization_id and o.status <> 'closed' for no key update;
    if found and not exists (
      select from public.members m
      where m.organization_id = old.organization_id and m.role_key = 'owner' and m.status = 'active' and m.id <> old.id
    ) then
      perform private.fail('PT409', 'last_owner', 'An organization needs an owner, and this is the last one.',
        'Transfer the ownership first.');
    end if;
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end
$$;
comment on function private.guard_member() is
  'A role that exists, and never an organization without an active owner, whoever writes: client, function or the deletion of a user. '
  'The deletion of the organization itself passes, and a closed one, which stays closed, holds nobody.';

create trigger members_guard before insert or update of role_key, status or delete on public.members
  for each row execute function private.guard_member();
