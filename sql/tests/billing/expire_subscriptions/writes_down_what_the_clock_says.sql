select plan(9);
select tests.build_world();

create function pg_temp.expire_with(changes text) returns text
language plpgsql volatile
as $$
begin
  execute format('update public.subscriptions set %s where organization_id = %L', changes, tests.id('org_a'));
  perform private.expire_subscriptions();
  return (select plan_key || ' ' || status from public.subscriptions where organization_id = tests.id('org_a'));
end
$$;

select is(pg_temp.expire_with('mode = mode'), 'growth trialing', 'a trial goes on');
select is(pg_temp.expire_with('trial_ends_at = now()'), 'free active', 'until it is over');
select is(pg_temp.expire_with('plan_key = ''growth'', status = ''past_due'', grace_ends_at = now() + interval ''1 day'''),
  'growth past_due', 'grace');
select is(pg_temp.expire_with('grace_ends_at = now()'), 'growth canceled', 'and its end');
select is(pg_temp.expire_with('status = ''active'', cancel_at_period_end = true, current_period_end = now() + interval ''1 day'''),
  'growth active',
  'canceled for the end of the period');
select is(pg_temp.expire_with('current_period_end = now()'), 'growth canceled', 'which comes');

select private.reserve_quota(tests.id('org_b'), 'messages', 5, 'forgotten', interval '0');
select private.reserve_quota(tests.id('org_b'), 'messages', 7, 'campaign');
select is((private.expire_subscriptions() ->> 'released')::int, 1, 'a reservation whose time is over is released');
select is((select sum(reserved)::int from public.usage_counters where organization_id = tests.id('org_b') and period = 'day'), 7,
  'those without an end stay');

insert into public.usage_counters (organization_id, metric, period, period_start, slot, used)
select tests.id('org_b'), 'messages', 'day', current_date - 30, s, 2 from generate_series(0, 7) as s;
select private.expire_subscriptions();
select results_eq(format('select slot, used from public.usage_counters where organization_id = %L and period_start = current_date - 30',
  tests.id('org_b')),
  'values (0, 16::bigint)', 'counters of old periods are folded into one row');

select * from finish();
