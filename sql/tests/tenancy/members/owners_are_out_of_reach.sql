-- An admin can neither make nor unmake an owner: otherwise he could take the organization over.
select plan(7);
select tests.build_world();
select tests.keep('newcomer', tests.create_user());

select tests.act_as('admin');
select is(
  tests.error_of(format('insert into public.members (organization_id, user_id, role_key) values (%L, %L, %L)',
    tests.id('org_a'), tests.id('newcomer'), 'owner')), '42501', 'he makes no new owner'
);
select is(
  tests.error_of($$update public.members set role_key = 'owner' where id = tests.id('admin_member')$$), '42501', 'nor himself one'
);
select is(
  tests.rows_touched($$update public.members set role_key = 'agent' where id = tests.id('owner_member')$$), 0, 'he demotes no owner'
);
select is(
  tests.rows_touched($$update public.members set status = 'disabled' where id = tests.id('owner_member')$$), 0, 'disables none'
);
select is(tests.rows_touched($$delete from public.members where id = tests.id('owner_member')$$), 0, 'and removes none');

select tests.act_as('owner');
select is(
  tests.rows_touched($$delete from public.members where id = tests.id('owner_member')$$), 0, 'the last owner cannot leave'
);
select is(tests.rows_touched($$delete from public.members where id = tests.id('admin_member')$$), 1, 'but removes an admin');

select * from finish();
