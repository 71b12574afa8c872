select plan(17);
select tests.build_world();
update public.subscriptions set plan_key = 'free', status = 'active' where organization_id = tests.id('org_a');

select tests.act_as('agent');
select is(public.check_plan('campaigns'), jsonb_build_object('organization_id', tests.id('org_a'), 'plan', 'free', 'mode', 'enforce',
  'allowed', true),
  'free has campaigns');
select is(public.check_plan('bots') - 'organization_id' - 'plan',
  '{"mode": "enforce", "allowed": false, "feature": "bots", "decision": "denied", "slug": "plan_feature_missing"}'::jsonb, 'and no bots');
select is(public.check_limit('contacts', 500) ->> 'allowed', 'true', '500 contacts');
select is(public.check_limit('contacts', 501) - 'organization_id' - 'plan' - 'mode',
  '{"allowed": false, "metric": "contacts", "period": "total",
  "requested": 501, "limit_value": 500, "used": 0, "decision": "denied", "slug": "plan_limit_reached"}'::jsonb, 'and not one more');
select is(tests.error_of(statement), 'PT422 feature_unknown', statement)
from unnest(array['select public.check_plan(''telepathy'')', 'select public.check_limit(''elephants'')', 'select public.check_plan(null)',
  'select public.check_limit(''contacts'', -1)']) as statement;
select is(tests.error_of(format('select public.check_plan(''bots'', %L)', tests.id('org_b'))), '42501 permission_denied',
  'others are not one''s business');

select tests.act_as('owner', 'a2');
select is(public.check_plan('bots') ->> 'organization_id', tests.id('org_a')::text, 'the header names the organization');
select results_eq('select coalesce(feature, metric), actor_id from public.gate_decisions order by id',
  $$values ('bots', tests.id('agent')), ('contacts', tests.id('agent')), ('bots', tests.id('owner'))$$,
    'denials are recorded with who asked');
select tests.act_as('stranger');
select is(tests.error_of('select public.check_plan(''bots'')'), '42501 permission_denied', 'a stranger has no plan');

select tests.become('none');
select tests.add_member('owner', 'org_b', 'analyst');
select tests.act_as('owner');
select is(tests.error_of('select public.check_plan(''bots'')'), 'PT422 organization_ambiguous', 'one of two must be named');
select is(public.check_plan('bots', tests.id('org_b')) ->> 'allowed', 'true', 'by its id');
select tests.act_as('owner', 'b1');
select is(public.check_plan('bots') ->> 'allowed', 'true', 'or by a brand');
select tests.become('none');
update public.subscriptions set mode = 'shadow' where organization_id = tests.id('org_a');
select tests.act_as('agent');
select is(public.check_plan('bots') ->> 'allowed', 'true', 'in mode shadow everything is allowed');
select is(public.check_plan('bots') ->> 'decision', 'denied', 'and said what would not be');

select * from finish();
