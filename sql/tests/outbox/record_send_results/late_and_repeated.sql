-- A worker repeats a result whose commit it did not see; by then the message may be somewhere else.
select plan(17);
select tests.build_world();
select tests.keep('campaign', tests.launch_to('a1', 1));
select tests.keep('message', (tests.claim('number_a1'))[1]);

create function pg_temp.state() returns text
language sql stable
as $$
  select m.status || coalesce(' / ' || o.status, '')
  from public.messages m left join private.outbox o on o.message_id = m.id where m.id = tests.id('message')
$$;
create function pg_temp.result(outcome text, attempt int) returns text
language plpgsql volatile
as $$
begin
  perform tests.record(array[tests.id('message')], outcome, case when outcome <> 'accepted' then 'transient' end, null, 0, attempt);
  return pg_temp.state();
end
$$;

select is(pg_temp.result('retry', 1), 'queued / queued', 'the first attempt is to be tried again');
select is(pg_temp.result('retry', 1), 'queued / queued', 'said twice');
select is(pg_temp.result('failed', 1), 'queued / queued', 'or differently: it is queued already');
select is(cardinality(tests.claim('number_a1')), 1, 'the second attempt is in flight');
create temporary table in_flight on commit drop as select pg_temp.state() as state;
select is(pg_temp.result(outcome, 1), (select state from in_flight), outcome || ' of the first attempt does not touch the second')
from unnest(array['retry', 'unknown', 'failed']) as outcome;
select is(tests.claim('number_a1'), '{}', 'so that nobody sends it a third time meanwhile');
select is(pg_temp.result('accepted', 1), 'accepted', 'only that it was accepted after all counts whenever it comes');
select is(pg_temp.result(outcome, 2), 'accepted', outcome || ' after that changes nothing') from unnest(array['retry', 'unknown',
  'failed', 'accepted']) as outcome;
select is((select error_class from public.messages where id = tests.id('message')), null, 'and leaves no error behind');
select is(tests.count_drift(tests.id('campaign')), 'none', 'the counts agree');
select lives_ok($$select tests.record(array[private.new_id()], 'accepted')$$, 'a result of a message that is gone is no error');
select lives_ok($$select tests.record('{}', 'accepted')$$, 'nor is none at all');

select * from finish();
