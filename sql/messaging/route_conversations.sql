create function private.ask_for_routing(brand_id uuid) returns void
language sql volatile
set search_path = ''
as $$
  select private.ring('messaging/route', r.brand_id::text) from public.routing_settings r
  where r.brand_id = ask_for_routing.brand_id and r.mode <> 'manual'
$$;
comment on function private.ask_for_routing(uuid) is 'Rings for the routing of a brand, unless it is done by hand there.';

create function private.route_conversations(brand_id uuid, max_rows int default 200) returns int
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_settings public.routing_settings;
  v_members uuid[];
  v_open int[];
  v_last timestamptz[];
  v_conversation public.conversations;
  v_best int;
  v_given int := 0;
begin
  -- One at a time in a brand, by hand included: counts are right until this transaction ends.
  select * into v_settings from public.routing_settings r where r.brand_id = route_conversations.brand_id for update;
  if not found or v_settings.mode = 'manual' then
    return 0;
  end if;
  -- Locked: who is going away at this moment is waited for, and nobody goes away until what he was given is his.
  perform from public.members m
  where m.organization_id = v_settings.organization_id and m.status = 'active' and m.availability = 'online'
    and m.role_key = any (v_settings.role_keys)
  order by m.id for share;
  select array_agg(a.id), array_agg(a.open), array_agg(a.last_at) into v_members, v_open, v_last
  from (
    select m.id, coalesce(t.last_at, '-infinity') as last_at,
      (select count(*)::int from public.conversations c
        where c.assigned_to = m.id and c.brand_id = v_settings.brand_id and c.status = 'open') as open
    from public.members m
    left join private.routing_turns t on t.member_id = m.id and t.brand_id = v_settings.brand_id
    where m.organization_id = v_settings.organization_id and m.status = 'active' and m.availability = 'online'
      and m.role_key = any (v_settings.role_keys)
      and v_settings.brand_id in (select private.brand_ids_of(m.user_id, 'conversations.reply'))
    order by m.id
  ) as a;

  for v_conversation in
    select c.* from public.conversations c
    where c.brand_id = v_settings.brand_id and c.status = 'open' and c.assigned_to is null
    order by c.last_message_at, c.id
    limit max_rows
    for no key update skip locked
  loop
    select i into v_best from generate_subscripts(v_members, 1) as i
    where v_settings.max_open is null or v_open[i] < v_settings.max_open
    order by case when v_settings.mode = 'least_busy' then v_open[i] end, v_last[i], v_members[i]
    limit 1;
    exit when not found;
    perform private.give_conversation(v_conversation, v_members[v_best]);
    v_open[v_best] := v_open[v_best] + 1;
    v_last[v_best] := clock_timestamp();
    v_given := v_given + 1;
  end loop;

  insert into private.routing_turns as t (organization_id, brand_id, member_id, last_at)
  select v_settings.organization_id, v_settings.brand_id, v_members[i], v_last[i] from generate_subscripts(v_members, 1) as i
  where v_last[i] > '-infinity'
  on conflict on constraint routing_turns_pkey do update set last_at = excluded.last_at where t.last_at < excluded.last_at;
  return v_given;
end
$$;
comment on function private.route_conversations(uuid, int) is
  'Gives open conversations of nobody to members who are online, take part, may answer in the brand and have room, the longest waiting '
  'first. Calls for one brand take turns. Cost grows with the conversations given times the members who take part. Returns how many.';
grant execute on function private.route_conversations(uuid, int) to wabase_worker;

create function private.route_to_newcomer() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform private.ring('messaging/route', r.brand_id::text)
  from public.routing_settings r where r.organization_id = new.organization_id and r.mode <> 'manual' order by r.brand_id;
  return null;
end
$$;
comment on function private.route_to_newcomer() is 'Whoever comes online gets what waits.';
create trigger members_route_to_newcomer after update of availability on public.members for each row
  when (new.availability = 'online' and old.availability <> 'online') execute function private.route_to_newcomer();

create function private.route_by_new_settings() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform private.ask_for_routing(new.brand_id);
  return null;
end
$$;
comment on function private.route_by_new_settings() is 'Changed settings apply to what waits already.';
create trigger routing_settings_apply after insert or update on public.routing_settings for each row
  execute function private.route_by_new_settings();
