select plan(5);
select tests.build_world();
select tests.keep('campaign', tests.launch_to('a1', 6));
select tests.record(tests.claim('number_a1', 2), 'retry', 'transient', 131000, 0);

create function pg_temp.change(request text) returns void
language plpgsql volatile
as $$
begin
  perform tests.act_as('manager');
  execute format('select public.%I_campaign(%L)', request, tests.id('campaign'));
  perform tests.become('none');
end
$$;

select pg_temp.change('pause');
select is(tests.claim('number_a1'), '{}', 'neither new recipients nor retries are claimed');
select is(private.outbox_wait(tests.id('number_a1'), null), null, 'and the pump is not kept waiting');
update private.doorbells set is_rung = false;
select pg_temp.change('resume');
select is(
  (select is_rung from private.doorbells where task = 'outbox/pump' and key = tests.id('number_a1')::text), true, 'resuming calls the pump'
);
select is(cardinality(tests.claim('number_a1')), 6, 'which goes on with all of them');
select is(tests.count_drift(tests.id('campaign')), 'none', 'the counts agree');

select * from finish();
