select plan(5);
select tests.build_world();
create temporary table before on commit drop as select private.health() as h;
select tests.keep('worker', private.new_id());
select private.register_worker(tests.id('worker'), '{}');
insert into private.workers (id) values (private.new_id());
select tests.launch_to('a1', 3);
select tests.record(tests.claim('number_a1', 2), 'unknown', 'unknown');
select tests.record(tests.claim('number_a1', 1), 'retry', 'transient', 1, 60);
select tests.keep('event', tests.ingest('{}'));
update private.raw_events set received_at = now() - interval '90 seconds' where id = tests.id('event');

select tests.become('wabase_functions');
create temporary table after on commit drop as select private.health() as h;
select tests.become('none');
create function pg_temp.grown(key text) returns int
language sql stable
as $$ select (a.h ->> key)::int - (b.h ->> key)::int from after a, before b $$;
select is((select h ->> 'database' from after), 'ok', 'the database answers');
select is(pg_temp.grown('workers'), 1, 'a worker that holds its lock is alive, one that does not is not');
select is(pg_temp.grown('queued_messages'), 1, 'messages that wait');
select is(pg_temp.grown('unknown_messages'), 2, 'sends of unknown outcome');
select is((select (h ->> 'oldest_waiting_event_seconds')::int from after), 90, 'the age of the oldest webhook not applied');
select pg_advisory_unlock_all();

select * from finish();
