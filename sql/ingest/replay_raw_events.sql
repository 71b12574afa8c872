create function private.replay_raw_events(ids uuid[]) returns int
language sql volatile
set search_path = ''
as $$
  with again as (
    update private.raw_events e set state = 'received', attempts = 0, due_at = now(), error = null, processed_at = null
    where e.id = any (ids)
    returning e.shard
  ), rung as (
    select count(private.ring('ingest/apply_events', s.shard))
    from (select distinct a.shard::text collate "C" as shard from again a order by 1) as s
  )
  select count(*)::int from again, rung
$$;
comment on function private.replay_raw_events(uuid[]) is
  'Has webhook bodies applied again. Harmless at any time: messages are stored once, statuses rise, an older change undoes nothing. '
  'Returns how many.';

create function private.find_raw_events(received_from timestamptz, received_to timestamptz, state text, max_rows int) returns uuid[]
language sql stable
set search_path = ''
as $$
  select array(
    select e.id from private.raw_events e
    where e.id >= private.id_floor(coalesce(received_from, 'epoch'))
      and e.received_at >= coalesce(received_from, '-infinity') and e.received_at < coalesce(received_to, 'infinity')
      and case find_raw_events.state
        when 'all' then true
        when 'incomplete' then e.state in ('failed', 'dead') or exists (select from private.dead_items d where d.raw_event_id = e.id)
        else e.state = find_raw_events.state end
    order by e.id limit max_rows
  )
$$;
comment on function private.find_raw_events(timestamptz, timestamptz, text, int) is
  'The oldest webhook bodies received in a time and in a state: one of raw_events.state, incomplete (failed, dead, or '
  'with dead items), or all.';

create function private.replay_unrouted(meta_ids text[]) returns int
language sql volatile
set search_path = ''
as $$
  select private.replay_raw_events(array(
    select distinct d.raw_event_id from private.dead_items d where d.unrouted_id = any (meta_ids)))
$$;
comment on function private.replay_unrouted(text[]) is
  'Has the webhook bodies applied again that named these numbers or accounts while nobody had connected them. Returns how many.';
