select plan(9);
select tests.build_world();
select tests.stand_in_queue();
select tests.launch_to('a1', 5);
select tests.record(tests.claim('number_a1', 2), 'unknown', 'unknown');
select tests.record(tests.claim('number_a1', 1), 'retry', 'transient', 1, 60);
update private.outbox set claimed_at = now() - interval '90 seconds' where status = 'unknown';
update private.outbox set due_at = now() - interval '30 seconds' where status = 'queued';
update private.token_buckets set next_slot = now() + interval '2 seconds', slowed_to = 0.5, slowed_at = now();
update private.token_buckets set cooling_until = now() + interval '90 seconds', cooling_code = 131048
where whatsapp_account_id = tests.id('number_b1');
insert into private.circuit_breakers (organization_id, waba_id, state, open_until)
values (tests.id('org_b'), 'waba', 'open', now() + interval '1 minute');

select tests.become('wabase_worker');
create temp table told on commit drop as select private.metrics() as m;
select tests.become('none');
select is((select m -> 'outbox' from told), '{"queued": 1, "sending": 0, "unknown": 2}', 'what is in the outbox');
select is((select m -> 'oldest_due_seconds' from told), '30', 'how late the latest is');
select is((select m -> 'oldest_unknown_seconds' from told), '90', 'how long an outcome has been unknown');
select is((select m -> 'campaigns' from told), '{"running": 1, "paused": 0}', 'campaigns under way');
select is((select m -> 'numbers' from told),
  jsonb_build_array(jsonb_build_object('id', tests.id('number_a1'), 'waiting', 3, 'booked_seconds', 2.0, 'pace', 0.5)),
  'of a number what it has to send, how far its rate is used up, and its pace');
select is((select m -> 'cooling' from told),
  jsonb_build_array(jsonb_build_object('id', tests.id('number_b1'), 'code', 131048, 'seconds', 90)),
  'which numbers rest, why and for how long');
select is((select m -> 'breakers' from told), '{"open": 1, "half_open": 0}', 'accounts that get no answer');
select is((select jsonb_array_length(m -> 'numbers') from told) <= 20, true, 'of twenty numbers at most');
select tests.act_as('owner');
select is(tests.error_of('select private.metrics()'), '42501', 'it is not for members');

select * from finish();
