create function private.set_availability(availability text, organization_id uuid) returns setof public.members
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  if availability is null or availability not in ('online', 'away', 'offline') then
    perform private.fail('PT422', 'availability_unknown', 'Nobody can be that.', 'Send online, away or offline.');
  end if;
  if private.my_organizations() = '{}' or organization_id <> all (private.my_organizations()) then
    perform private.fail('42501', 'permission_denied', 'You have no seat there.', 'Ask for an invitation.');
  end if;
  return query select * from private.note_presence(availability, organization_id);
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
  'organization:<id> (event availability). It holds for as long as heartbeat() is called. Returns his seats. Errors: '
  'availability_unknown, permission_denied.';
grant execute on function public.set_availability(text, uuid) to authenticated;

create function private.heartbeat() returns setof public.members
language sql volatile security definer
set search_path = ''
as $$ select * from private.note_presence(null) $$;
comment on function private.heartbeat() is 'See public.heartbeat. It is about the caller''s own seats only.';
grant execute on function private.heartbeat() to authenticated;

create function public.heartbeat() returns setof public.members
language sql volatile
set search_path = ''
as $$ select * from private.heartbeat() $$;
comment on function public.heartbeat() is
  'A sign of life, to be sent every minute or so: without one for two minutes the caller counts as offline, with the next one he is '
  'again what he said last (at first online). Returns his seats.';
grant execute on function public.heartbeat() to authenticated;
