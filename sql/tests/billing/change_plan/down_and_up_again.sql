select plan(18);
select tests.build_world();
select tests.add_contact('a1') from generate_series(1, 501);
select tests.keep('draft', tests.draft_campaign('a1'));
insert into private.platform_admins (user_id) values (tests.id('stranger'));

create function pg_temp.add_contact() returns text
language sql volatile
as $$ select tests.error_of(format('insert into public.contacts (organization_id, brand_id, phone) values (%L, %L, ''+15559999'')',
  tests.id('org_a'), tests.id('a1'))) $$;
create function pg_temp.change(plan_key text) returns text
language sql volatile
as $$ select tests.error_of(format('select public.change_plan(%L, %L)', tests.id('org_a'), plan_key)) $$;

select tests.act_as('owner');
select is(pg_temp.change('unlimited'), '42501 permission_denied', 'an owner does not change his plan by himself');
select tests.act_as('biller');
select is(pg_temp.change('unlimited'), '42501 permission_denied', 'nor a billing admin');
select tests.act_as('stranger');
select is(pg_temp.change('golden'), 'PT422 plan_unknown', 'a platform admin may, to what there is');
select is(tests.error_of(format('select public.change_plan(%L, ''free'')', gen_random_uuid())), 'PT422 organization_not_found',
  'of who there is');
select is((select row(c.plan_key, c.status, c.trial_ends_at)::text from public.change_plan(tests.id('org_a'), 'free') as c),
  '(free,active,)',
  'down to free, at once');

select tests.act_as('owner');
select is((select count(*)::int from public.contacts), 501, 'all contacts are readable');
select is((select count(*)::int from public.brands), 2, 'all brands');
select is((select count(*)::int from public.members), 8, 'all members');
select is(tests.rows_touched('update public.contacts set name = ''Bob'''), 501, 'what is there can be changed');
select is(pg_temp.add_contact(), 'PT402 plan_limit_reached', 'no contact is added');
select is(tests.error_of(format('insert into public.brands (organization_id, name) values (%L, ''A3'')', tests.id('org_a'))),
  'PT402 plan_limit_reached',
  'no brand');
select is(public.delete_contacts(tests.id('a1'), array(select id from public.contacts limit 2)), 2, 'what is removed');
select is(pg_temp.add_contact(), 'no error', 'makes room once it fits');
select is((public.usage_summary() #> '{usage,members}') - 'period_start',
  '{"metric": "members", "period": "total", "used": 8, "reserved": 0, "limit": 2,
  "percent": 400.0}'::jsonb, 'usage tells by how much it exceeds');
select tests.become('none');
select is((select count(*)::int from public.members where organization_id = tests.id('org_a')), 8, 'nothing is deleted');

select tests.act_as('stranger');
select is((public.change_plan(tests.id('org_a'), 'growth')).plan_key, 'growth', 'up again');
select tests.act_as('owner');
select is(public.check_limit('contacts', 1000) ->> 'allowed', 'true', 'contacts grow again');
select is(tests.error_of(format('insert into public.brands (organization_id, name) values (%L, ''A3'')', tests.id('org_a'))), 'no error',
  'and brands');

select * from finish();
