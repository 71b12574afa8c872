create function private.transfer_ownership(member_id uuid) returns public.members
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_member public.members;
  v_own uuid;
begin
  for v_look in 1 .. 2 loop
    select * into v_member from public.members m where m.id = transfer_ownership.member_id;
    select m.id into v_own from public.members m
    where m.organization_id = v_member.organization_id and m.user_id = auth.uid() and m.role_key = 'owner' and m.status = 'active'
      and m.organization_id = any (private.my_organizations());
    if v_own is null then
      perform private.fail('42501', 'permission_denied', 'Only an owner can hand the organization over.', 'Ask an owner.');
    end if;
    perform from public.organizations o where o.id = v_member.organization_id for no key update;
  end loop;
  if v_member.id = v_own or v_member.status <> 'active' then
    perform private.fail('PT409', 'ownership_not_transferable', 'The new owner must be another active member.',
      'Choose another member, or enable the seat first.');
  end if;
  update public.members m set role_key = 'owner', all_brands = true
  where m.id = v_member.id and m.organization_id = v_member.organization_id
  returning * into v_member;
  perform private.set_member_brands(v_member.id, v_member.organization_id, null);
  update public.members m set role_key = 'admin' where m.id = v_own and m.organization_id = v_member.organization_id;
  return v_member;
end
$$;
comment on function private.transfer_ownership(uuid) is 'See public.transfer_ownership.';
grant execute on function private.transfer_ownership(uuid) to authenticated;

create function public.transfer_ownership(member_id uuid) returns public.members
language sql volatile
set search_path = ''
as $$ select private.transfer_ownership(member_id) $$;
comment on function public.transfer_ownership(uuid) is
  'Makes another active member an owner and the caller, who must be one, an admin. Returns the new owner''s seat. '
  'Errors: permission_denied, ownership_not_transferable.';
grant execute on function public.transfer_ownership(uuid) to authenticated;
