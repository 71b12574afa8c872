select plan(13);
select tests.build_world();
select tests.keep('newcomer', tests.create_user());

create function pg_temp.change(member text, what text) returns text
language sql volatile
as $$ select tests.error_of(format('select public.change_member(%L, %s)', tests.id(member), what)) $$;

select tests.act_as('agent');
select is((select count(*)::int from public.members), 8, 'an agent sees his colleagues, to mention and assign');
select is(pg_temp.change('colleague_member', $$status => 'disabled'$$), '42501 permission_denied', 'disables none');
select is(pg_temp.change('agent_member', $$role_key => 'admin'$$), '42501 permission_denied', 'does not raise himself');
select is(tests.error_of($$select public.remove_member(tests.id('colleague_member'))$$), '42501 permission_denied', 'and removes none');

select tests.act_as('owner');
select is(tests.error_of($$update public.members set role_key = 'agent'$$), '42501', 'no client writes the table: not by update');
select is(tests.error_of('delete from public.members'), '42501', 'not by delete');
select is(
  tests.error_of(format('insert into public.members (organization_id, user_id, role_key) values (%L, %L, %L)',
    tests.id('org_a'), tests.id('newcomer'), 'agent')), '42501', 'not by insert'
);
select is(tests.error_of('delete from public.member_brands'), '42501', 'nor the brands of a seat');

select tests.act_as('owner_b');
select is((select count(*)::int from public.members), 1, 'the other organization sees its own members');
select is(pg_temp.change('agent_member', $$role_key => 'analyst'$$), '42501 permission_denied', 'and changes none of A');
select is(tests.error_of($$select public.remove_member(tests.id('agent_member'))$$), '42501 permission_denied', 'nor removes one');
select tests.act_as('stranger');
select is((select count(*)::int from public.members), 0, 'a stranger sees none');
select tests.sign_out();
select is(tests.error_of('select id from public.members'), '42501', 'anon reads nothing');

select * from finish();
