create function private.member_permissions(member_id uuid) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_member public.members;
begin
  select * into v_member from public.members m where m.id = member_permissions.member_id;
  if v_member.user_id is distinct from auth.uid() or v_member.organization_id <> all (private.my_organizations()) then
    perform private.require_organization(v_member.organization_id, 'members.manage');
  end if;
  return jsonb_build_object(
    'member_id', v_member.id, 'role_key', v_member.role_key, 'status', v_member.status, 'all_brands', v_member.all_brands,
    'permissions', to_jsonb(private.permissions_of(v_member.user_id, v_member.organization_id)),
    'brand_ids', coalesce((
      select jsonb_agg(b.id order by b.id) from public.brands b
      where b.organization_id = v_member.organization_id and b.id in (select private.brand_ids_of(v_member.user_id))), '[]'));
end
$$;
comment on function private.member_permissions(uuid) is 'See public.member_permissions.';
grant execute on function private.member_permissions(uuid) to authenticated;

create function public.member_permissions(member_id uuid) returns jsonb
language sql stable
set search_path = ''
as $$ select private.member_permissions(member_id) $$;
comment on function public.member_permissions(uuid) is
  'What a seat allows, now: {member_id, role_key, status, all_brands, brand_ids, permissions}. For one''s own seat, or with '
  'members.manage for others. A disabled seat has no permissions.';
grant execute on function public.member_permissions(uuid) to authenticated;
