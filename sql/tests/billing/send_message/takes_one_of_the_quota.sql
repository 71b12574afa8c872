select plan(10);
select tests.build_world();
select tests.inbound('number_a1', '+15550101');
update public.subscriptions set limit_overrides = '{"messages_per_day": 2}' where organization_id = tests.id('org_a');

create function pg_temp.send(client_id text) returns jsonb
language sql volatile
as $$
  select public.send_message(jsonb_build_object('conversation_id', (select id from public.conversations), 'type', 'text',
    'text', '{"body": "Hi"}'::jsonb, 'client_message_id', client_id))
$$;
create function pg_temp.used() returns bigint
language sql stable
as $$ select sum(used) from public.usage_counters where metric = 'messages' and period = 'day' and organization_id = tests.id('org_a') $$;

select tests.act_as('agent');
select is(pg_temp.send('one') ->> 'status', 'queued', 'a message is queued');
select is(pg_temp.used(), 1::bigint, 'and counts');
select is(pg_temp.send('one') ->> 'duplicate', 'true', 'told twice');
select is(pg_temp.used(), 1::bigint, 'it counts once');
select is(pg_temp.send('two') ->> 'status', 'queued', 'the last one');
select is(tests.error_of('select pg_temp.send(''three'')'), 'PT402 quota_exceeded', 'is the last one');

select set_config('request.method', 'POST', true);
select is(pg_temp.send('three') - 'message' - 'hint', '{"code": "PT402", "details": "quota_exceeded"}'::jsonb,
  'through the Data API the denial is an answer');
select is(current_setting('response.status', true), '402', 'of status 402');
select set_config('request.method', '', true);
select tests.become('none');
select results_eq(format('select metric, decision, mode, requested, limit_value, used, actor_id from public.gate_decisions where
    organization_id = %L',
  tests.id('org_a')), $$values ('messages', 'denied', 'enforce', 1::bigint, 2::bigint, 2::bigint, tests.id('agent'))$$,
    'and stays written down');
select is((select count(*)::int from private.outbox), 2, 'nothing of it is queued');

select * from finish();
