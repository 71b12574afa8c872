select plan(5);
select tests.build_world();

select is(private.period_start('day', 'Pacific/Kiritimati') > private.period_start('day', 'Pacific/Pago_Pago'), true,
  'a day begins at different moments');
select is(private.period_start('total', 'UTC'), date '1970-01-01', 'what exists has no period');
update public.organizations set timezone = 'Pacific/Kiritimati' where id = tests.id('org_a');
select private.consume_quota(tests.id('org_a'), 'messages', 3);
select results_eq(format('select period, period_start, sum(used)::int from public.usage_counters where organization_id = %L and
    metric = ''messages''
  group by period, period_start order by period', tests.id('org_a')),
  $$select 'day', (now() at time zone 'Pacific/Kiritimati')::date, 3
    union all select 'month', date_trunc('month', now() at time zone 'Pacific/Kiritimati')::date, 3$$,
      'both counters are of the organization''s calendar');

update public.subscriptions set limit_overrides = '{"messages_per_day": 3}' where organization_id = tests.id('org_a');
select throws_ok(format('select private.consume_quota(%L, ''messages'')', tests.id('org_a')), 'PT402', null, 'today is used up');
update public.usage_counters set period_start = period_start - 1 where organization_id = tests.id('org_a') and period = 'day';
select lives_ok(format('select private.consume_quota(%L, ''messages'')', tests.id('org_a')), 'tomorrow is another day');

select * from finish();
