select plan(6);
select tests.build_world();
select tests.add_member('agent', 'org_b', 'agent');

select tests.act_as('agent');
select is((select count(*)::int from public.set_availability('online')), 2, 'one word for all seats');
select is((select availability from public.set_availability('away', tests.id('org_b'))), 'away', 'or for one');
select is((select availability from public.members where id = (tests.id('colleague_member'))), 'offline', 'nobody else is changed');
select is(tests.error_of($$select public.set_availability('asleep')$$), 'PT422 availability_unknown', 'a state there is');
select tests.act_as('owner');
select is(
  tests.error_of($$select public.set_availability('online', tests.id('org_b'))$$), '42501 permission_denied', 'only where one has a seat'
);
select tests.become('none');
select is(
  (select count(*)::int from realtime.messages where topic = 'organization:' || tests.id('org_b') and event = 'availability'), 2,
  'the organization''s channel hears of it'
);

select * from finish();
