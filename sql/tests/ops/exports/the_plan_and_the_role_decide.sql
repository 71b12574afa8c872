select plan(13);
select tests.build_world();
insert into public.subscriptions (organization_id, plan_key, status, limit_overrides)
values (tests.id('org_a'), 'growth', 'active', '{"exports_per_month": 2}'), (tests.id('org_b'), 'free', 'active', '{}')
on conflict (organization_id) do update set plan_key = excluded.plan_key, status = 'active', limit_overrides = excluded.limit_overrides;

select tests.act_as('manager');
select is((select state from public.request_export(tests.id('a1'), 'contacts') where tests.keep('export', id) is not null), 'queued',
  'a manager asks for an export');
select is(tests.error_of(statement), 'PT422 export_invalid', statement)
from unnest(array[
  'select public.request_export(tests.id(''a1''), ''messages'')',
  'select public.request_export(tests.id(''a1''), ''contacts'', format => ''pdf'')',
  'select public.request_export(tests.id(''a1''), ''contacts'', ''{"columns": []}'')'
]) as statement;
select is(tests.error_of('select public.request_export(tests.id(''a1''), ''contacts'', ''{"filter": {"nonsense": 1}}'')'),
  'PT422 filter_invalid', 'a filter that is none is refused at once');
select is((select count(*)::int from public.exports), 1, 'he sees it');
select public.request_export(tests.id('a1'), 'contacts');
select is(tests.error_of('select public.request_export(tests.id(''a1''), ''contacts'')'), 'PT402 quota_exceeded',
  'a third one in the month is not in the plan');

select tests.act_as('agent');
select is(tests.error_of('select public.request_export(tests.id(''a1''), ''contacts'')'), '42501 permission_denied',
  'an agent exports nothing');
select is((select count(*)::int from public.exports), 0, 'and sees no export');
select tests.act_as('owner_b');
select is(tests.error_of('select public.request_export(tests.id(''b1''), ''contacts'')'), 'PT402 plan_feature_missing',
  'the plan free has no exports');
select is((select count(*)::int from public.exports), 0, 'another organization''s are unseen');

select tests.become('none');
select is((select count(*)::int from public.audit_log where entity = 'exports' and action = 'insert' and actor_id =
  tests.id('manager')::text),
  2, 'who exported what is in the log');
select is(private.export_page(tests.id('export'), null), null, 'no page before it is begun');

select * from finish();
