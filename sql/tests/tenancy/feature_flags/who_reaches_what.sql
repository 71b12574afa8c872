select plan(12);
select tests.build_world();
select tests.keep('operator', tests.create_user());
insert into private.platform_admins (user_id) values (tests.id('operator'));
insert into public.feature_flags (key, description) values ('new_inbox', 'The inbox of tomorrow.');
insert into public.feature_flag_overrides (organization_id, brand_id, flag_key, enabled) values
  (tests.id('org_a'), null, 'new_inbox', true), (tests.id('org_a'), tests.id('a2'), 'new_inbox', true),
  (tests.id('org_b'), null, 'new_inbox', true);

create function pg_temp.override(organization text) returns text
language sql volatile
as $$
  select tests.error_of(format('insert into public.feature_flag_overrides (organization_id, brand_id, flag_key, enabled)
    values (%L, %L, %L, true)', tests.id(organization), tests.id('a1'), 'new_inbox'))
$$;

select tests.act_as('owner');
select is((select count(*)::int from public.feature_flags), 0, 'tenants do not read the list of flags');
select is((select count(*)::int from public.feature_flag_overrides), 2, 'an owner sees the exceptions made for him');
select is(pg_temp.override('org_a'), '42501', 'and makes none');
select is(tests.rows_touched('update public.feature_flag_overrides set enabled = false'), 0, 'changes none');
select is(tests.rows_touched('delete from public.feature_flag_overrides'), 0, 'removes none');
select is(tests.error_of($$insert into public.feature_flags (key, description) values ('mine', 'x')$$), '42501', 'nor makes a flag');
select is(tests.rows_touched('update public.feature_flags set enabled = false'), 0, 'or turns one off');
select tests.act_as('agent');
select is((select count(*)::int from public.feature_flag_overrides), 1, 'an agent sees those of his brand and the organization');

select tests.act_as('operator');
select is((select count(*)::int from public.feature_flag_overrides), 3, 'a platform admin sees all');
select is(pg_temp.override('org_a'), 'no error', 'makes them');
select is(tests.rows_touched('update public.feature_flags set enabled = false, rollout_percent = 5'), 1, 'and turns flags off');
select tests.sign_out();
select is(tests.error_of('select * from public.feature_flags'), '42501', 'anon reads nothing');

select * from finish();
