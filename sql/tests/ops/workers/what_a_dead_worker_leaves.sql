-- What was in flight at a worker that is gone is neither lost nor sent again: its outcome is unknown.
select plan(7);
select tests.build_world();
select tests.stand_in_queue();
insert into graphile_worker.jobs (task, locked_by, locked_at) values ('of the dead', 'w1', now());

select tests.keep('dead', private.new_id()), tests.keep('campaign', tests.launch_to('a1', 6));
insert into private.workers (id, graphile_ids) values (tests.id('dead'), array['w1', 'w2']);
create temporary table flight on commit drop as select n, id from unnest(tests.claim('number_a1', 4,
  tests.id('dead'))) with ordinality as c (id, n);
select tests.record(array(select id from flight where n = 1), 'accepted');
select tests.record(array(select id from flight where n = 2), 'retry', 'transient', 1, 60);

select tests.become('wabase_worker');
select is(private.bury_dead_workers() >= 1, true, 'the dead one is found');
select private.ring_everything();
select tests.become('none');
select is((select array_agg(status order by n) from flight join public.messages using (id)),
  array['accepted', 'queued', 'unknown', 'unknown'], 'its two open sends are unknown, the settled ones are as they were');
select is((select array_agg(task) from graphile_worker.jobs where locked_at is null and locked_by is null and task like 'of %'),
  array['of the dead'], 'its jobs are free');
select is((select count(*)::int from private.workers where id = tests.id('dead')), 0, 'and it is forgotten');
select is(tests.count_drift(tests.id('campaign')), 'none', 'the counts agree');
select is(
  (select is_rung from private.doorbells where task = 'outbox/pump' and key = tests.id('number_a1')::text), true,
    'the number goes on elsewhere'
);
select tests.record(array(select id from flight where n = 3), 'accepted');
select is((select status from flight join public.messages using (id) where n = 3), 'accepted', 'a result it brings after all still counts');

select * from finish();
