select plan(15);
select tests.build_world();
select tests.keep('newcomer', tests.create_user());

create function pg_temp.add(organization text, role_key text) returns text
language sql volatile
as $$
  select tests.error_of(format('insert into public.members (organization_id, user_id, role_key) values (%L, %L, %L)',
    tests.id(organization), tests.id('newcomer'), role_key))
$$;
create function pg_temp.disable(person text) returns int
language sql volatile
as $$ select tests.rows_touched(format('update public.members set status = %L where user_id = %L', 'disabled', tests.id(person))) $$;

select tests.act_as('agent');
select is((select count(*)::int from public.members), 8, 'an agent sees his colleagues, to mention and assign');
select is(pg_temp.add('org_a', 'agent'), '42501', 'but adds none');
select is(pg_temp.disable('colleague'), 0, 'disables none');
select is(tests.rows_touched('delete from public.members'), 0, 'and removes none');
select is(
  tests.rows_touched($$update public.members set role_key = 'admin' where id = tests.id('agent_member')$$), 0, 'nor raises himself'
);

select tests.act_as('admin');
select is(pg_temp.add('org_a', 'agent'), 'no error', 'an admin adds an agent');
select is(pg_temp.add('org_b', 'agent'), '42501', 'not to another organization');
select is(pg_temp.disable('agent'), 1, 'an admin disables an agent');
select is(
  tests.error_of(format('update public.members set organization_id = %L', tests.id('org_b'))), '42501', 'a seat never moves'
);
select is(
  tests.error_of(format('update public.members set user_id = %L', tests.id('newcomer'))), '42501', 'and is never handed over'
);

select tests.act_as('owner_b');
select is((select count(*)::int from public.members), 1, 'the other organization sees its own members');
select is(tests.rows_touched('delete from public.members where organization_id = tests.id(''org_a'')'), 0, 'and removes none of A');
select tests.act_as('stranger');
select is((select count(*)::int from public.members), 0, 'a stranger sees none');
select is(pg_temp.add('org_a', 'agent'), '42501', 'and lets nobody in, himself included');
select tests.sign_out();
select is(tests.error_of('select id from public.members'), '42501', 'anon reads nothing');

select * from finish();
