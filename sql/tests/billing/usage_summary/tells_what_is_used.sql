select plan(7);
select tests.build_world();
select tests.add_contact('a1') from generate_series(1, 5);
update public.subscriptions set limit_overrides = '{"contacts": 40, "messages_per_day": -1, "bots": 0}'
  where organization_id = tests.id('org_a');
select private.consume_quota(tests.id('org_a'), 'messages', 2);
select private.reserve_quota(tests.id('org_a'), 'messages', 3, 'x');

select tests.act_as('agent');
select is(public.usage_summary() - 'usage' - 'organization_id',
  '{"plan": "growth", "status": "trialing", "mode": "enforce", "timezone": "UTC"}'::jsonb,
  'the plan');
select is(public.usage_summary() #> '{usage,contacts}',
  '{"metric": "contacts", "period": "total", "period_start": "1970-01-01", "used": 5,
  "reserved": 0, "limit": 40, "percent": 12.5}'::jsonb, 'a counted limit');
select is((public.usage_summary() #> '{usage,messages_per_day}') - 'period_start',
  '{"metric": "messages", "period": "day", "used": 2, "reserved": 3, "limit": -1, "percent": null}'::jsonb,
    'a metered one without an end');
select is(public.usage_summary() #> '{usage,bots,percent}', 'null'::jsonb, 'nothing of nothing is no share');
select is((select count(*)::int from jsonb_object_keys(public.usage_summary() -> 'usage')),
  (select count(*)::int from private.limit_catalogue() where period <> 'minute'), 'all limits are there');
select tests.act_as('owner_b');
select is(public.usage_summary() #>> '{usage,contacts,used}', '0', 'everybody his own');
select is(tests.error_of(format('select public.usage_summary(%L)', tests.id('org_a'))), '42501 permission_denied',
  'nobody that of others');

select * from finish();
