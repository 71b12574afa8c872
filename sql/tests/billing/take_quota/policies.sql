select plan(20);
select tests.build_world();

create function pg_temp.agree(changes text) returns void
language plpgsql volatile
as $$
begin
  execute format('update public.subscriptions set %s where organization_id = %L', changes, tests.id('org_a'));
end
$$;
create function pg_temp.take(n int) returns text
language plpgsql volatile
as $$
declare
  v_slug text;
begin
  perform private.consume_quota(tests.id('org_a'), 'messages', n);
  return 'taken';
exception when others then
  get stacked diagnostics v_slug = pg_exception_detail;
  return sqlstate || ' ' || v_slug;
end
$$;
create function pg_temp.used(period text) returns bigint
language sql stable
as $$
  select sum(c.used) from public.usage_counters c
  where c.organization_id = tests.id('org_a') and c.metric = 'messages' and c.period = used.period
$$;
create function pg_temp.alerts() returns text[]
language sql stable
as $$
  select array_agg(a.detail ->> 'period' || ' ' || (a.detail ->> 'percent') order by a.id) from public.alerts a
  where a.organization_id = tests.id('org_a')
$$;

select pg_temp.agree('limit_overrides = ''{"messages_per_day": 10, "messages_per_month": 1000}''');
select is(pg_temp.take(7), 'taken', 'seven of ten');
select is(pg_temp.alerts(), null, 'are no news');
select is(pg_temp.take(1), 'taken', 'eight');
select is(pg_temp.alerts(), array['day 80'], 'are told');
select is(pg_temp.take(3), 'PT402 quota_exceeded', 'eleven are refused');
select is(pg_temp.take(2), 'taken', 'ten are not');
select is(pg_temp.alerts(), array['day 80', 'day 100'], 'and told');
select is(pg_temp.take(1), 'PT402 quota_exceeded', 'then it is over');
select is(pg_temp.used('day') || ' ' || pg_temp.used('month'), '10 10', 'what was refused counts nowhere');
select is((select count(*)::int from realtime.messages m where m.topic = 'organization:' || tests.id('org_a') and m.event = 'alert'), 2,
  'the organization''s channel hears of it');

select pg_temp.agree('overage = ''{"messages_per_day": {"policy": "grace", "grace_percent": 20}}''');
select is(pg_temp.take(2), 'taken', 'a grace of 20 % lets two more pass');
select is(pg_temp.take(1), 'PT402 quota_exceeded', 'and no third');
select pg_temp.agree('overage = ''{"messages_per_day": {"policy": "bill"}}''');
select is(pg_temp.take(50), 'taken', 'billed overage has no end');
select pg_temp.agree('overage = ''{"messages_per_day": {"policy": "notify"}}''');
select is(pg_temp.take(50), 'taken', 'nor has one that is told');
select results_eq(format('select metric, decision, mode, requested, limit_value, used from public.gate_decisions where
    organization_id = %L order by id',
  tests.id('org_a')),
  $$values ('messages', 'over_limit', 'enforce', 2::bigint, 10::bigint, 10::bigint), ('messages', 'over_limit', 'enforce', 50, 10, 12),
    ('messages', 'over_limit', 'enforce', 50, 10, 62)$$, 'what was let pass is written down');

select pg_temp.agree('overage = ''{}'', mode = ''shadow''');
select is(pg_temp.take(1), 'taken', 'in mode shadow nothing is refused');
select is((select row(decision, mode, used)::text from public.gate_decisions where organization_id = tests.id('org_a')
  order by id desc limit 1),
  '(denied,shadow,112)', 'but what would have been is written down');
select is(pg_temp.alerts(), array['day 80', 'day 100'], 'alerts come once a period');
select pg_temp.agree('limit_overrides = ''{"messages_per_day": -1, "messages_per_month": -1}'', mode = ''enforce''');
select is(pg_temp.take(1000000), 'taken', 'unlimited is');
select is(pg_temp.used('month'), 1000113::bigint, 'and is counted all the same');

select * from finish();
