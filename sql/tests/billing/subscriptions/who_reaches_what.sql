select plan(14);
select tests.build_world();

create function pg_temp.seen() returns int
language sql stable
as $$ select count(*)::int from public.subscriptions $$;
create function pg_temp.upgraded() returns int
language sql volatile
as $$ select tests.rows_touched('update public.subscriptions set plan_key = ''unlimited''') $$;

select is((select count(*)::int from public.subscriptions s where s.organization_id in (tests.id('org_a'), tests.id('org_b'))), 2,
  'each organization has one from its first moment');
select tests.act_as('owner');
select is(pg_temp.seen(), 1, 'an owner sees his organization''s');
select is(pg_temp.upgraded(), 0, 'and does not upgrade it by himself');
select is(tests.error_of('insert into public.subscriptions (organization_id, plan_key) values (tests.id(''org_a''), ''unlimited'')'),
  '42501',
  'nor adds one');
select is(tests.error_of('delete from public.subscriptions'), '42501', 'nor deletes it');
select tests.act_as('biller');
select is(pg_temp.seen(), 1, 'a billing admin sees it');
select is(pg_temp.upgraded(), 0, 'and changes nothing');
select tests.act_as(person) from unnest(array['agent']) as person;
select is(pg_temp.seen(), 0, 'an agent does not');
select tests.act_as('owner_b');
select is((select array_agg(organization_id) from public.subscriptions), array[tests.id('org_b')], 'nobody sees that of others');
select tests.act_as('stranger');
select is(pg_temp.seen(), 0, 'a stranger none');
select tests.become('none');
insert into private.platform_admins (user_id) values (tests.id('stranger'));
select tests.act_as('stranger');
select ok(pg_temp.seen() >= 2, 'a platform admin sees all');
select is(tests.rows_touched(format('update public.subscriptions set mode = ''shadow'', limit_overrides = ''{"brands": 9}'' where
    organization_id = %L',
  tests.id('org_a'))), 1, 'and changes them');
select is(tests.error_of(format('update public.subscriptions set overage = ''{"contacts": {"policy": "beg"}}'' where organization_id = %L',
  tests.id('org_a'))), '23514', 'to what there is');
select tests.sign_out();
select is(tests.error_of('select * from public.subscriptions'), '42501', 'without a user there is nothing');

select * from finish();
