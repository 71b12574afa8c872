select plan(22);
select tests.build_world();
insert into private.platform_admins (user_id) values (tests.id('stranger'));
update public.subscriptions set plan_key = 'free', status = 'active' where organization_id = tests.id('org_a');

create function pg_temp.ask(plan_key text, note text default null) returns text
language sql volatile
as $$ select tests.error_of(format('select public.request_plan(%L, %L, %L)', tests.id('org_a'), plan_key, note)) $$;
create function pg_temp.plan_of_a() returns text
language sql stable
as $$ select plan_key from public.subscriptions where organization_id = tests.id('org_a') $$;

select tests.act_as('manager');
select is(pg_temp.ask('unlimited'), '42501 permission_denied', 'who has no say in what is paid asks for nothing');
select tests.act_as('owner_b');
select is(pg_temp.ask('unlimited'), '42501 permission_denied', 'nor does another organization');
select tests.act_as('biller');
select is(pg_temp.ask('golden'), 'PT422 plan_unknown', 'only what is sold can be asked for');
select is(pg_temp.ask('free'), 'PT409 plan_is_yours', 'and not what one has');
select is((public.request_plan(tests.id('org_a'), 'growth', 'We grow.')).note, 'We grow.', 'a billing admin asks');
select is((public.request_plan(tests.id('org_a'), 'unlimited', '  ')).plan_key, 'unlimited', 'and thinks better of it');
select results_eq('select plan_key, note, status, requested_by from public.plan_requests',
  $$values ('unlimited', null::text, 'open', tests.id('biller'))$$, 'the second request took the place of the first');
select tests.keep('request', (select id from public.plan_requests));
select is(tests.error_of(format('select public.platform_answer_plan_request(%L, true)', tests.id('request'))), '42501 permission_denied',
  'nobody grants himself a plan');
select is(tests.error_of('select * from public.platform_plan_requests()'), '42501 permission_denied', 'or sees what others want');
select tests.act_as('owner_b');
select is((select count(*)::int from public.plan_requests), 0, 'another organization sees none of it');
select is(tests.error_of(format('select public.withdraw_plan_request(%L)', tests.id('request'))), '42501 permission_denied',
  'and takes nothing back');
select tests.act_as('manager');
select is((select count(*)::int from public.plan_requests), 0, 'nor does who may not see the plan');

select tests.act_as('stranger');
select results_eq('select organization_id, current_plan, plan_key from public.platform_plan_requests()',
  $$select tests.id('org_a'), 'free', 'unlimited'$$, 'the platform''s people see what waits');
select is(public.platform_answer_plan_request(tests.id('request'), false, 'Please pay first.'), 'declined', 'they decline');
select is(public.platform_answer_plan_request(tests.id('request'), true), 'declined', 'and cannot grant it any more');
select tests.become('none');
select is(pg_temp.plan_of_a(), 'free', 'so that the plan stays');
select results_eq(
  $$select kind, detail ->> 'answer' from public.alerts
  where organization_id = tests.id('org_a') and key = tests.id('request')::text$$,
  $$values ('plan_request_declined', 'Please pay first.')$$, 'the organization is told why');

select tests.act_as('owner');
select is((public.request_plan(tests.id('org_a'), 'unlimited')).status, 'open', 'it asks again');
select tests.keep('request', (select id from public.plan_requests where status = 'open'));
select is((public.withdraw_plan_request(tests.id('request'))).status, 'withdrawn', 'takes it back');
select is((public.request_plan(tests.id('org_a'), 'unlimited')).status, 'open', 'and asks once more');
select tests.keep('request', (select id from public.plan_requests where status = 'open'));
select tests.act_as('stranger');
select is(public.platform_answer_plan_request(tests.id('request'), true), 'granted', 'which is granted');
select tests.become('none');
select is(pg_temp.plan_of_a(), 'unlimited', 'and puts it on the plan');

select * from finish();
