select plan(14);
select tests.build_world();

create function pg_temp.now_has(changes text) returns text
language plpgsql volatile
as $$
begin
  execute format('update public.subscriptions set %s where organization_id = %L', changes, tests.id('org_a'));
  return (
    select concat_ws(' ', e.plan_key, e.status, e.limits ->> 'brands', e.features ->> 'bots')
    from private.entitlements(tests.id('org_a')) as e);
end
$$;

select is((select row(plan_key, status, trial_ends_at)::text from public.subscriptions where organization_id = tests.id('org_a')),
  row('growth', 'trialing', now() + interval '14 days')::text, 'a new organization tries growth for 14 days');
select is(pg_temp.now_has('plan_key = plan_key'), 'growth trialing 5 true', 'and has it');
select is(pg_temp.now_has('limit_overrides = ''{"brands": 7}'', feature_overrides = ''{"bots": false}'''), 'growth trialing 7 false',
  'overrides come before the plan');
select is(pg_temp.now_has('trial_ends_at = now()'), 'free active 7 false', 'when the trial is over it has free, with its overrides');
select is(pg_temp.now_has('status = ''active'''), 'growth active 7 false', 'active');
select is(pg_temp.now_has('status = ''past_due'', grace_ends_at = now() + interval ''1 day'''), 'growth past_due 7 false',
  'unpaid, within the grace');
select is(pg_temp.now_has('grace_ends_at = now()'), 'free canceled 1', 'and after it');
select is(pg_temp.now_has('status = ''active'', current_period_end = now(), cancel_at_period_end = false'), 'growth active 7 false',
  'the end of a period is none of the subscription');
select is(pg_temp.now_has('cancel_at_period_end = true'), 'free canceled 1', 'unless it was canceled for then');
select is(pg_temp.now_has('status = ''canceled'''), 'free canceled 1', 'canceled');
delete from public.subscriptions where organization_id = tests.id('org_a');
select is((select e.plan_key from private.entitlements(tests.id('org_a')) as e), 'free', 'without a subscription it has free');
select is((select e.plan_key from private.entitlements(gen_random_uuid()) as e), null, 'what does not exist has nothing');
select is((select private.limit_of(row('p', 'active', 'enforce', '{}', '{}', '{}', 'UTC')::private.entitlements, 'brands')), 0::bigint,
  'a limit that the plan does not name is 0');
select is((select private.feature_of(row('p', 'active', 'enforce', '{}', '{}', '{}', 'UTC')::private.entitlements, 'bots')), false,
  'a feature that it does not name is missing');

select * from finish();
