select plan(4);
select is((private.maintain_partitions() ->> 'made')::int, 0, 'what the migration made is enough for today');
select lives_ok(
  format('insert into private.raw_events (id, shard, body) values (%L, 0, %L)', private.id_floor(now() + interval '6 weeks'), '{}'),
    'webhooks have room for weeks'
);
select is(
  (select count(*)::int from pg_catalog.pg_inherits where inhparent = 'public.messages'::regclass), 7,
    'messages for this month and six more'
);
select tests.become('wabase_worker');
select is(private.maintain_partitions(), '{"made": 0, "dropped": 0}', 'the worker calls it without harm');

select * from finish();
