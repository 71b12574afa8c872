create function private.remove_member(member_id uuid) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_member public.members;
begin
  for v_look in 1 .. 2 loop
    select * into v_member from public.members m where m.id = remove_member.member_id;
    if v_member.user_id = auth.uid() and v_member.organization_id = any (private.my_organizations()) then
      null; -- anybody may leave
    else
      perform private.require_organization(v_member.organization_id, 'members.manage');
      perform private.require_role_to_give(v_member.organization_id, v_member.role_key);
    end if;
    -- Changes of seats take turns; after his turn came, the caller's own right is looked at again.
    perform from public.organizations o where o.id = v_member.organization_id for no key update;
  end loop;
  delete from public.members m where m.id = v_member.id and m.organization_id = v_member.organization_id;
end
$$;
comment on function private.remove_member(uuid) is 'See public.remove_member.';
grant execute on function private.remove_member(uuid) to authenticated;

create function public.remove_member(member_id uuid) returns void
language sql volatile
set search_path = ''
as $$ select private.remove_member(member_id) $$;
comment on function public.remove_member(uuid) is
  'Ends a seat: one''s own, or with members.manage that of somebody whose role allows no more than one''s own. Conversations assigned to '
  'it become unassigned. Errors: permission_denied, role_beyond_own, last_owner.';
grant execute on function public.remove_member(uuid) to authenticated;
