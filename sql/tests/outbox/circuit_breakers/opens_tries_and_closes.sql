-- Ten sends in a row without an answer stop all numbers of the account; one that tries decides.
select plan(28);
select tests.build_world();
-- Two numbers of one account.
update public.whatsapp_accounts set waba_id = 'shared' where id in (tests.id('number_a1'), tests.id('number_a2'));
update private.whatsapp_routes set waba_id = 'shared' where whatsapp_account_id in (tests.id('number_a1'), tests.id('number_a2'));
update public.templates set waba_id = 'shared' where name <> 'greeting_b1';
select tests.keep('campaign', tests.launch_to('a1', 100)), tests.launch_to('a2', 20), tests.launch_to('b1', 20);

create function pg_temp.breaker() returns text
language sql volatile
as $$
  select state || coalesce(' for ' || round(extract(epoch from open_until - changed_at)) || ' s', '')
  from private.circuit_breakers where waba_id = 'shared'
$$;
create function pg_temp.over() returns void
language sql volatile
as $$ update private.circuit_breakers set open_until = clock_timestamp() - interval '1 millisecond' $$;
create temporary table flight on commit drop as
select id, n from unnest(tests.claim('number_a1', 40)) with ordinality as c (id, n);
create function pg_temp.some(first int, last int) returns uuid[]
language sql stable
as $$ select array_agg(id order by n) from flight where n between first and last $$;

select tests.record(pg_temp.some(1, 9), 'unknown', 'unknown');
select is(pg_temp.breaker(), 'closed', 'nine without an answer may be chance');
select tests.record(pg_temp.some(10, 10), 'failed', 'recipient', 131026);
select is((select failures from private.circuit_breakers), 0, 'a refusal is an answer: Meta is there');
select tests.record(pg_temp.some(11, 19), 'unknown', 'unknown');
select is(cardinality(tests.claim('number_a2', 1)), 1, 'sends go out');
select tests.record(pg_temp.some(20, 20), 'unknown', 'unknown');
select is(pg_temp.breaker(), 'open for 5 s', 'the tenth in a row opens it');
select is(tests.claim('number_a1'), '{}', 'nothing is sent from the number');
select is(tests.claim('number_a2'), '{}', 'nor from another of the account');
select is(cardinality(tests.claim('number_b1', 3)), 3, 'other accounts go on');
select is(private.outbox_wait(tests.id('number_a2'), null) between 1 and 5000, true, 'they look again when it is over');
select is((select array[kind, detail ->> 'reason'] from public.alerts where organization_id = tests.id('org_a')),
  array['sending_interrupted', 'refused'], 'the organization is told');
select is((select array[actor_id, after ->> 'state'] from public.audit_log where entity = 'circuit_breakers'),
  array['circuit breaker', 'open'], 'and it is in its log');
select tests.act_as('admin');
select is(public.sending_state(tests.id('a1')) -> 'numbers' -> 0 ->> 'breaker', 'open', 'people see it');
select tests.become('none');

select tests.record(pg_temp.some(21, 35), 'unknown', 'unknown');
select is(pg_temp.breaker(), 'open for 5 s', 'what was sent before tells nothing new');
select pg_temp.over();
select tests.keep('probe', (tests.claim('number_a1'))[1]);
select is(pg_temp.breaker() like 'half_open%', true, 'then one message tries');
select is((select count(*)::int from private.outbox where message_id = tests.id('probe') and status = 'sending'), 1, 'a real one');
select is(tests.claim('number_a1') || tests.claim('number_a2'), '{}', 'and only one, whichever number asks');
select tests.record(pg_temp.some(36, 37), 'unknown', 'unknown');
select is(pg_temp.breaker() like 'half_open%', true, 'late news of before decide nothing');
select tests.record(array[tests.id('probe')], 'unknown', 'unknown');
select is(pg_temp.breaker(), 'open for 10 s', 'without an answer it opens again, twice as long');

select pg_temp.over();
select tests.keep('lost', (tests.claim('number_a2'))[1]);
select is(tests.claim('number_a1'), '{}', 'a probe that never comes back');
update private.circuit_breakers set changed_at = changed_at - interval '91 seconds';
select tests.keep('probe', (tests.claim('number_a1'))[1]);
select is((select count(*)::int from private.outbox where message_id = tests.id('probe') and status = 'sending'), 1,
  'is followed by another after a minute and a half');
select tests.record(array[tests.id('probe')], 'accepted');
select is(pg_temp.breaker(), 'closed', 'an answer closes it');
select cmp_ok(cardinality(tests.claim('number_a1')), '>', 1, 'and all go on');
select is((select count(*)::int from public.alerts where kind = 'sending_recovered'), 1, 'which is told, too');
select is((select count(*)::int from public.audit_log where entity = 'circuit_breakers' and after ->> 'state' = 'closed'), 1, 'and logged');
select tests.record(pg_temp.some(38, 40), 'unknown', 'unknown');
select is((select failures from private.circuit_breakers), 0, 'the last late ones open nothing');

select tests.keep('later', tests.launch_to('a1', 12));
select tests.record(tests.claim('number_a1', 12), 'retry', 'not_sent', null, 60);
select is(pg_temp.breaker(), 'open for 20 s', 'no connection is no answer; soon after, it goes on where it was');
select is(tests.count_drift(tests.id('campaign')), 'none', 'the counts agree');
select tests.act_as('owner_b');
select is(tests.error_of(format('select public.sending_state(%L)', tests.id('a1'))), '42501 permission_denied', 'others see nothing of it');
select is(public.sending_state(tests.id('b1')) -> 'numbers' -> 0 ->> 'breaker', 'closed', 'but that theirs is well');

select * from finish();
