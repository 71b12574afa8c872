-- When a seat's person was last heard of. Apart from members, which colleagues read and triggers watch: this is written every minute.
create table private.member_presence (
  organization_id uuid not null,
  member_id uuid not null,
  said text not null constraint member_presence_said_is_known_check check (said in ('online', 'away', 'offline')),
  last_seen_at timestamptz not null,
  constraint member_presence_pkey primary key (member_id, organization_id),
  constraint member_presence_member_id_fkey
    foreign key (member_id, organization_id) references public.members (id, organization_id) on delete cascade
) with (fillfactor = 50);
alter table private.member_presence enable row level security;
comment on table private.member_presence is 'The last sign of life of each seat, and what the person said last of himself.';
comment on column private.member_presence.said is 'What a heartbeat brings back after the person was taken for gone.';

create function private.show_availability(members public.members[]) returns void
language sql volatile
set search_path = ''
as $$
  select realtime.send(jsonb_build_object('member_id', m.id, 'availability', m.availability), 'availability',
    'organization:' || m.organization_id, true)
  from unnest(members) as m
$$;
comment on function private.show_availability(public.members[]) is 'Tells colleagues on organization:<id>, event availability.';

create function private.note_presence(said text, organization_id uuid default null) returns setof public.members
language plpgsql volatile
set search_path = ''
as $$
declare
  v_changed public.members[];
begin
  insert into private.member_presence as p (organization_id, member_id, said, last_seen_at)
  select a.organization_id, a.member_id, coalesce(note_presence.said, 'online'), now()
  from private.seat_access a
  where a.user_id = auth.uid() and not a.is_archived
    and (note_presence.organization_id is null or a.organization_id = note_presence.organization_id)
  order by a.member_id
  on conflict on constraint member_presence_pkey do update
    set last_seen_at = excluded.last_seen_at, said = coalesce(note_presence.said, p.said);
  with changed as (
    update public.members m set availability = p.said
    from private.member_presence p
    where p.member_id = m.id and p.organization_id = m.organization_id and m.availability <> p.said
      and m.user_id = auth.uid() and m.id = any (private.my_seats())
      and (note_presence.organization_id is null or m.organization_id = note_presence.organization_id)
    returning m.*
  )
  select array_agg(c::public.members) into v_changed from changed c;
  perform private.show_availability(v_changed);
  return query
  select m.* from public.members m
  where m.id = any (private.my_seats())
    and (note_presence.organization_id is null or m.organization_id = note_presence.organization_id)
  order by m.id;
end
$$;
comment on function private.note_presence(text, uuid) is
  'A sign of life of the caller, who says what he is (null: what he said last, at first online). Returns his seats.';

create function private.expire_presence() returns int
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_gone public.members[];
begin
  with gone as (
    select m.id, m.organization_id from public.members m
    where m.availability <> 'offline' and not exists (
      select from private.member_presence p, private.settings s
      where p.member_id = m.id and p.organization_id = m.organization_id and p.last_seen_at > now() - s.presence_timeout)
    order by m.id for no key update skip locked
  ), changed as (
    update public.members m set availability = 'offline' from gone g
    where m.id = g.id and m.organization_id = g.organization_id returning m.*
  )
  select array_agg(c::public.members) into v_gone from changed c;
  perform private.show_availability(v_gone);
  return coalesce(cardinality(v_gone), 0);
end
$$;
comment on function private.expire_presence() is
  'Takes for offline whoever was not heard of for settings.presence_timeout, and tells colleagues. Every minute; reads only who is not '
  'offline. Returns how many.';
grant execute on function private.expire_presence() to wabase_worker;
