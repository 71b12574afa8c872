select plan(20);
select tests.build_world();
insert into public.feature_flags (key, description, rollout_percent) values
  ('in_none', 'Nobody has it.', 0), ('in_all', 'Everybody has it.', 100), ('in_half', 'Half have it.', 50);

select tests.act_as('owner');
select is(public.flag('in_all'), true, 'at 100 everybody has it');
select is(public.flag('in_none'), false, 'at 0 nobody');
select is(public.flag('unheard_of'), false, 'an unknown one is off');
select is(
  public.my_context() #> '{organizations,0,flags}' @> '{"in_all": true, "in_none": false}', true, 'my_context tells them'
);

select tests.become('none');
insert into public.feature_flag_overrides (organization_id, brand_id, flag_key, enabled) values
  (tests.id('org_a'), null, 'in_none', true), (tests.id('org_a'), tests.id('a2'), 'in_none', false),
  (tests.id('org_a'), null, 'in_all', false), (tests.id('org_a'), tests.id('a2'), 'in_all', true);
select tests.act_as('owner');
select is(public.flag('in_none'), true, 'an organization may have it before the rollout');
select is(public.flag('in_none', tests.id('a1')), true, 'in its brands');
select is(public.flag('in_none', tests.id('a2')), false, 'but for the brand that is excepted');
select is(public.flag('in_all', tests.id('a2')), true, 'either way');
select is(public.flag('in_all', tests.id('a1')), false, 'and may be left out of it');
select is(public.my_context() #>> '{organizations,0,brands,1,flags,in_all}', 'true', 'my_context tells it for each brand');
select tests.act_as('owner', 'a2');
select is(public.flag('in_none'), false, 'the header names the brand');
select tests.act_as('owner_b');
select is(public.flag('in_none'), false, 'others have nothing of it');
select is(public.flag('in_all', tests.id('a2')), false, 'nor learn it');

select tests.become('none');
update public.feature_flags set enabled = false;
select tests.act_as('owner');
select is(
  (select bool_or(public.flag(key, brand)) from unnest(array['in_none', 'in_all']) as key,
    unnest(array[tests.id('a1'), tests.id('a2')]) as brand),
  false, 'the kill switch wins over all'
);

select tests.become('none');
create temporary table organizations as select gen_random_uuid() as id from generate_series(1, 4000);
select is(
  (select count(*) between 1800 and 2200 from organizations where private.rollout_place('in_half', id) < 50), true, 'half is half'
);
select is(
  (select count(*)::int from organizations where private.rollout_place('in_half', id) not between 0 and 99), 0, 'nobody stands outside'
);
select is(
  (select count(*) between 800 and 1200 from organizations
    where private.rollout_place('in_half', id) < 50 and private.rollout_place('in_none', id) < 50),
  true, 'and not the same half for each flag'
);
select is(private.rollout_place('in_half', '0a000000-0000-7000-8000-000000000001'), 50, 'a place never changes');

select tests.act_as('stranger');
select is(public.flag('in_all'), false, 'who has no seat has no flags');
select tests.sign_out();
select is(tests.error_of($$select public.flag('in_all')$$), '42501', 'anon asks nothing');

select * from finish();
