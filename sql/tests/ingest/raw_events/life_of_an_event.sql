select plan(17);
select tests.keep('first', tests.ingest('{"phone_number_id": "1", "n": 1}'));
select tests.keep('second', tests.ingest('{"phone_number_id": "1", "n": 2}'));
select tests.become('wabase_functions');
select is(tests.error_of('select * from private.raw_events'), '42501', 'the function that stores bodies cannot read them');

select tests.become('none');
select results_eq(
  'select body, state, attempts from private.raw_events where id in (tests.id(''first''), tests.id(''second'')) order by id',
  $$values ('{"phone_number_id": "1", "n": 1}', 'received', 0::smallint), ('{"phone_number_id": "1", "n": 2}', 'received', 0::smallint)$$,
  'a body is kept as it came'
);
create temporary table shard on commit drop as select distinct shard from private.raw_events where id in (tests.id('first'),
  tests.id('second'));
select is((select count(*)::int from shard), 1, 'events of one number share a shard');
select is(
  (select is_rung from private.doorbells d, shard s where d.task = 'ingest/apply_events' and d.key = s.shard::text), true,
    'whose task is called'
);

create function pg_temp.fetched(max_rows int default 10) returns uuid[]
language sql volatile
as $$
  select coalesce(array_agg(e.id), '{}') from shard s, private.fetch_raw_events(s.shard, max_rows, 1000000) as e
    where e.id in (tests.id('first'), tests.id('second'))
$$;
select is(pg_temp.fetched(), array[tests.id('first'), tests.id('second')], 'oldest first');
select is(cardinality(pg_temp.fetched(1)), 1, 'as many as asked for');

select is(private.fail_raw_event(tests.id('first'), 'broken'), 'failed', 'one that fails is put aside');
select is(pg_temp.fetched(), array[tests.id('second')], 'and does not hold up the next');
select is(
  (select array[attempts::text, error, (due_at - now())::text] from private.raw_events where id = tests.id('first')), array['1', 'broken',
    '00:00:01'], 'for a second'
);
select private.fail_raw_event(tests.id('first'), 'broken') from generate_series(1, 6);
select is((select due_at - now() from private.raw_events where id = tests.id('first')), interval '64 seconds', 'then longer and longer');
select is(private.fail_raw_event(tests.id('first'), repeat('x', 900)), 'dead', 'dead after eight attempts');
select is((select char_length(error) from private.raw_events where id = tests.id('first')), 500, 'with the beginning of the error');
update private.raw_events set due_at = now() where id = tests.id('first');
select is(pg_temp.fetched(), array[tests.id('second')], 'and not fetched any more');

select private.finish_raw_events(array[tests.id('second')], jsonb_build_array(jsonb_build_object('raw_event_id', tests.id('second'),
  'path', 'item 3', 'reason', repeat('y', 900))));
select is((select array[state, processed_at::text] from private.raw_events where id = tests.id('second')), array['processed',
  now()::text], 'one that is applied is processed');
select results_eq(
  'select path, char_length(reason) from private.dead_items where raw_event_id = tests.id(''second'')', $$values ('item 3', 500)$$,
    'its dead items are noted'
);
select is(pg_temp.fetched(), '{}', 'nothing is left');
select private.fail_raw_event(tests.id('second'), 'late');
select is((select state from private.raw_events where id = tests.id('second')), 'processed', 'a failure that comes late does not undo it');

select * from finish();
