-- The platform lets organization A send ten messages a minute, thirty an hour: campaigns wait, people do not.
select plan(20);
select tests.build_world();
insert into private.platform_admins (user_id) values (tests.id('stranger'));
select tests.act_as('owner');
select is(tests.error_of(format('select public.platform_set_sending_limits(%L, 10)', tests.id('org_a'))), '42501 permission_denied',
  'a tenant does not set his own');
select tests.act_as('stranger');
select is(
  tests.error_of(format('select public.platform_set_sending_limits(%L, 0)', tests.id('org_a'))), 'PT422 sending_limit_invalid',
  'none is no number');
select public.platform_set_sending_limits(tests.id('org_a'), 10, 30);
select tests.become('none');
select is(
  (select after ->> 'per_minute' from public.audit_log where entity = 'sending_limits' and organization_id = tests.id('org_a')), '10',
    'who set it is in the organization''s log'
);

select tests.keep('campaign', tests.launch_to('a1', 50)), tests.keep('other', tests.launch_to('a2', 50)), tests.launch_to('b1', 50);
select tests.inbound('number_a1', '+15550101');
select is(cardinality(tests.claim('number_a1', 7)), 7, 'within the limit campaigns go as ever');
select is(cardinality(tests.claim('number_a2', 7)), 3, 'all numbers of the organization share it');
select is(tests.claim('number_a1'), '{}', 'then they wait');
select is((select status from public.campaigns where id = tests.id('campaign')), 'running', 'and do not fail');
select is(private.outbox_wait(tests.id('number_a1'), null) between 1 and 60000, true, 'for the next minute');
select is(cardinality(tests.claim('number_b1')), 50, 'other organizations are free');

select tests.act_as('agent');
select public.send_message(jsonb_build_object('conversation_id', (select id from public.conversations limit 1), 'type', 'text', 'text',
  '{"body": "Hi"}'::jsonb));
select tests.become('none');
select is(private.outbox_wait(tests.id('number_a1'), null), 0, 'what a person writes');
select is(cardinality(tests.claim('number_a1')), 1, 'goes out all the same');
select is((select minute_sent from private.sending_counts), 11, 'and counts');

create function pg_temp.later(unit text) returns void
language sql volatile
as $$
  update private.sending_counts
  set minute_at = minute_at - interval '1 minute', hour_at = case unit when 'hour' then hour_at - interval '1 hour' else hour_at end
$$;
select pg_temp.later('minute');
select is(cardinality(tests.claim('number_a1')), 10, 'in the next minute ten more');
select pg_temp.later('minute');
select is(cardinality(tests.claim('number_a1')), 9, 'until the hour''s thirty are sent');
select pg_temp.later('minute');
select is(tests.claim('number_a1'), '{}', 'then another minute does not help');
select is(private.outbox_wait(tests.id('number_a1'), null) between 1 and 3600000, true, 'they wait for the hour');
select pg_temp.later('hour');
select is(cardinality(tests.claim('number_a1', 4)), 4, 'and go on in the next');

select tests.act_as('stranger');
select public.platform_set_sending_limits(tests.id('org_a'));
select tests.become('none');
select cmp_ok(cardinality(tests.claim('number_a1')), '>', 10, 'without limits they go as ever');
select is(tests.count_drift(tests.id('campaign')), 'none', 'and nothing was counted wrongly');
select is((select count(*)::int from private.sending_counts), 0, 'nor is anything counted for it any more');

select * from finish();
