create function private.fetch_raw_events(shard smallint, max_rows int, max_bytes int)
returns table (id uuid, body text)
language sql volatile security definer
set search_path = ''
as $$
  with waiting as (
    select e.id, octet_length(e.body) as bytes
    from private.raw_events e
    where e.shard = fetch_raw_events.shard and e.state in ('received', 'failed') and e.due_at <= now()
    order by e.id
    limit max_rows
    for update skip locked
  ), measured as (
    select w.id, sum(w.bytes) over (order by w.id) - w.bytes as bytes_before from waiting w
  )
  select e.id, e.body
  from measured m
  join private.raw_events e on e.id = m.id
  where m.bytes_before < max_bytes
  order by e.id
$$;
comment on function private.fetch_raw_events(smallint, int, int) is
  'The oldest waiting events of a shard, up to max_rows and until max_bytes are reached (at least one), locked for the '
  'caller''s transaction, in which they are applied and finished: a crash undoes all of it.';
grant execute on function private.fetch_raw_events(smallint, int, int) to wabase_worker;

create function private.finish_raw_events(ids uuid[], dead jsonb) returns void
language sql volatile security definer
set search_path = ''
as $$
  delete from private.dead_items d where d.raw_event_id = any (ids);
  insert into private.dead_items (raw_event_id, path, reason, unrouted_id)
  select d.raw_event_id, d.path, left(d.reason, 500), left(d.unrouted_id, 200)
  from jsonb_to_recordset(dead) as d (raw_event_id uuid, path text, reason text, unrouted_id text);
  update private.raw_events e set state = 'processed', processed_at = now() where e.id = any (ids);
$$;
comment on function private.finish_raw_events(uuid[], jsonb) is
  'Marks applied events as processed and notes their items that could not be, in place of what an earlier run noted: dead is '
  '[{raw_event_id, path, reason, unrouted_id?}].';
grant execute on function private.finish_raw_events(uuid[], jsonb) to wabase_worker;

create function private.fail_raw_event(id uuid, error text) returns text
language sql volatile security definer
set search_path = ''
as $$
  update private.raw_events e
  set attempts = e.attempts + 1, error = left(fail_raw_event.error, 500),
    state = case when e.attempts + 1 >= 8 then 'dead' else 'failed' end,
    due_at = now() + make_interval(secs => least(2 ^ e.attempts, 300))
  where e.id = fail_raw_event.id and e.state in ('received', 'failed')
  returning e.state
$$;
comment on function private.fail_raw_event(uuid, text) is
  'Puts an event that could not be applied aside for a while, doubling from a second to five minutes; dead after '
  '8 attempts. Returns its state.';
grant execute on function private.fail_raw_event(uuid, text) to wabase_worker;
