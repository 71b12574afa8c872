create function private.maintain_partitions() returns jsonb
language sql volatile security definer
set search_path = ''
-- A new partition locks its whole table: a long query makes this fail and be tried again, not the traffic wait behind it.
set lock_timeout = '2s'
as $$
  select jsonb_build_object(
    'made', private.make_partitions('public.messages', interval '1 month', 6, 50)
      + private.make_partitions('private.raw_events', interval '1 week', 8)
      + private.make_partitions('private.brand_event_intake', interval '1 day', 3)
      + private.make_partitions('public.brand_events', interval '1 day', 3)
      + private.make_audit_partitions(),
    'dropped', private.drop_partitions('private.raw_events', s.raw_event_retention)
      + private.drop_partitions('private.brand_event_intake', interval '1 day')
      + private.drop_partitions('public.brand_events', s.brand_event_retention)
      + private.drop_partitions('public.audit_log', s.audit_retention))
  from private.settings s
$$;
comment on function private.maintain_partitions() is
  'Makes the partitions of the months to come, drops raw events, brand events and audit entries past their retention; a job of the '
  'worker, when it starts and daily. Fails after two seconds of waiting for a table.';
grant execute on function private.maintain_partitions() to wabase_worker;
