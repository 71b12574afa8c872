create function private.health() returns jsonb
language sql stable security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'database', 'ok',
    'workers', (
      select count(*) from private.workers w
      where exists (
        select from pg_catalog.pg_locks l
        where l.locktype = 'advisory' and l.granted
          and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = current_database())
          and l.classid = 'private.workers'::regclass::oid and l.objid = w.lock_key::oid)),
    'oldest_waiting_event_seconds', (
      select coalesce(extract(epoch from now() - min(e.received_at)), 0)::int
      from private.raw_events e where e.state in ('received', 'failed')),
    'queued_messages', (select count(*) from private.outbox o where o.status = 'queued'),
    'unknown_messages', (select count(*) from private.outbox o where o.status = 'unknown'),
    'pending_media', (select count(*) from public.message_media f where f.state = 'pending'))
$$;
comment on function private.health() is
  'State of the pipeline for health checks: {database, workers, oldest_waiting_event_seconds, queued_messages, unknown_messages, '
  'pending_media}.';
grant execute on function private.health() to wabase_functions, wabase_worker;
