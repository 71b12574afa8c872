select plan(5);
select tests.build_world();
select tests.keep('campaign', tests.launch_to('a1', 1));

select tests.act_as('manager');
select results_eq(
  $$select name, status, audience, template_id, started_at from public.duplicate_campaign(tests.id('campaign'), 'Again')$$,
  $$select 'Again', 'draft', audience, template_id, null::timestamptz from public.campaigns where id = tests.id('campaign')$$,
  'the same, not yet launched');
select is((public.duplicate_campaign(tests.id('campaign'))).name, 'Campaign', 'under its name unless another is given');
select is((select count(*) from public.campaigns), 3::bigint, 'a row each');
select tests.act_as('analyst');
select is(tests.error_of($$select public.duplicate_campaign(tests.id('campaign'))$$), '42501 permission_denied', 'analysts write none');
select tests.act_as('owner_b');
select is(tests.error_of($$select public.duplicate_campaign(tests.id('campaign'))$$), '42501 permission_denied',
  'nor another organization');

select * from finish();
