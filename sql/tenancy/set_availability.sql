create function private.set_availability(availability text, organization_id uuid) returns setof public.members
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_member public.members;
begin
  if availability is null or availability not in ('online', 'away', 'offline') then
    perform private.fail('PT422', 'availability_unknown', 'Nobody can be that.', 'Send online, away or offline.');
  end if;
  if private.my_organizations() = '{}' or organization_id <> all (private.my_organizations()) then
    perform private.fail('42501', 'permission_denied', 'You have no seat there.', 'Ask for an invitation.');
  end if;
  for v_member in
    update public.members m set availability = set_availability.availability
    where m.user_id = auth.uid() and m.organization_id = any (private.my_organizations())
      and (set_availability.organization_id is null or m.organization_id = set_availability.organization_id)
    returning m.*
  loop
    perform realtime.send(jsonb_build_object('member_id', v_member.id, 'availability', v_member.availability),
      'availability', 'organization:' || v_member.organization_id, true);
    return next v_member;
  end loop;
end
$$;
comment on function private.set_availability(text, uuid) is 'See public.set_availability.';
grant execute on function private.set_availability(text, uuid) to authenticated;

create function public.set_availability(availability text, organization_id uuid default null) returns setof public.members
language sql volatile
set search_path = ''
as $$ select * from private.set_availability(availability, organization_id) $$;
comment on function public.set_availability(text, uuid) is
  'Says whether the caller is online, away or offline, in one organization or in all of his; colleagues hear of it on '
  'organization:<id> (event availability). Returns his seats. Errors: availability_unknown, permission_denied.';
grant execute on function public.set_availability(text, uuid) to authenticated;
