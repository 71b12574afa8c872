create function private.change_member(member_id uuid, role_key text, brand_ids uuid[], all_brands boolean, status text)
returns public.members
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_member public.members;
begin
  select * into v_member from public.members m where m.id = change_member.member_id;
  perform private.require_organization(v_member.organization_id, 'members.manage');
  -- Changes of seats take turns; the caller's own right is looked at again after his turn came.
  perform from public.organizations o where o.id = v_member.organization_id for no key update;
  select * into v_member from public.members m where m.id = change_member.member_id and m.organization_id = v_member.organization_id;
  perform private.require_organization(v_member.organization_id, 'members.manage');
  perform private.require_role_to_give(v_member.organization_id, v_member.role_key);
  if role_key is not null then
    perform private.require_role_to_give(v_member.organization_id, role_key);
  end if;
  if status not in ('active', 'disabled') then
    perform private.fail('PT422', 'member_status_unknown', 'A seat is active or disabled.', 'Send one of the two.');
  end if;
  if brand_ids is not null and all_brands then
    perform private.fail('PT422', 'brand_scope_unclear', 'Both all brands and some brands are asked for.', 'Send one of the two.');
  end if;
  if all_brands = false and brand_ids is null then
    perform private.fail('PT422', 'brand_scope_unclear', 'It is not said which brands the seat is limited to.', 'Send brand_ids.');
  end if;
  perform private.require_brands_of(v_member.organization_id, brand_ids);
  if brand_ids is not null and coalesce(role_key, v_member.role_key) = 'owner' then
    perform private.fail('PT422', 'owner_has_all_brands', 'An owner cannot be limited to some brands.', 'Give another role first.');
  end if;
  update public.members m
  set role_key = coalesce(change_member.role_key, m.role_key),
    all_brands = case
      when brand_ids is not null then false
      else m.all_brands or coalesce(change_member.all_brands, change_member.role_key = 'owner', false)
    end,
    status = coalesce(change_member.status, m.status),
    availability = case when change_member.status = 'disabled' then 'offline' else m.availability end
  where m.id = v_member.id and m.organization_id = v_member.organization_id
  returning * into v_member;
  if v_member.all_brands or brand_ids is not null then
    perform private.set_member_brands(v_member.id, v_member.organization_id, brand_ids);
  end if;
  return v_member;
end
$$;
comment on function private.change_member(uuid, text, uuid[], boolean, text) is 'See public.change_member.';
grant execute on function private.change_member(uuid, text, uuid[], boolean, text) to authenticated;

create function public.change_member(
  member_id uuid, role_key text default null, brand_ids uuid[] default null, all_brands boolean default null, status text default null
) returns public.members
language sql volatile
set search_path = ''
as $$ select private.change_member(member_id, role_key, brand_ids, all_brands, status) $$;
comment on function public.change_member(uuid, text, uuid[], boolean, text) is
  'Changes what is given of a seat: role, brands (a list, or all_brands), status (active, disabled). Needs members.manage, and for both '
  'the old and the new role no less than its permissions. Works from the member''s next statement on. Errors: permission_denied, '
  'role_unknown, role_beyond_own, last_owner, owner_has_all_brands, brand_unknown, brand_scope_unclear, member_status_unknown.';
grant execute on function public.change_member(uuid, text, uuid[], boolean, text) to authenticated;
