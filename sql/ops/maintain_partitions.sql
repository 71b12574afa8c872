create function private.maintain_partitions() returns jsonb
language sql volatile security definer
set search_path = ''
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
  'Makes the partitions of the months to come, drops raw events, brand events and audit entries past their retention; the worker calls it '
  'when it starts and daily.';
grant execute on function private.maintain_partitions() to wabase_worker;
