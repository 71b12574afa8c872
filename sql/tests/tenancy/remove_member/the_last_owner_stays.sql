select plan(13);
select tests.build_world();

select tests.act_as('owner');
select is(tests.error_of($$select public.remove_member(tests.id('owner_member'))$$), 'PT409 last_owner', 'the last owner cannot leave');
select is(
  tests.error_of($$select public.change_member(tests.id('owner_member'), 'admin')$$), 'PT409 last_owner', 'nor step down'
);
select is(
  tests.error_of($$select public.change_member(tests.id('owner_member'), status => 'disabled')$$), 'PT409 last_owner', 'nor disable himself'
);
select is(tests.error_of($$select public.remove_member(tests.id('admin_member'))$$), 'no error', 'but removes an admin');

select tests.become('none');
select is(
  tests.error_of($$delete from auth.users where id = tests.id('owner')$$), 'PT409 last_owner',
  'his account cannot be deleted under the organization'
);
select is(tests.error_of('delete from public.members'), 'PT409 last_owner', 'no statement takes all owners at once');
select tests.add_member('second', 'org_a', 'owner');
update public.members set status = 'disabled' where id = tests.id('second_member');
select tests.act_as('owner');
select is(
  tests.error_of($$select public.remove_member(tests.id('owner_member'))$$), 'PT409 last_owner', 'a disabled owner does not count'
);
select public.change_member(tests.id('second_member'), status => 'active');
select public.remove_member(tests.id('owner_member'));
select is((select count(*)::int from public.organizations), 0, 'with a second one he leaves, and sees nothing from then on');

select tests.act_as('agent');
select is(tests.error_of($$select public.remove_member(tests.id('agent_member'))$$), 'no error', 'anybody may leave');
select tests.act_as('manager');
select is(
  tests.error_of($$select public.remove_member(tests.id('agent_member'))$$), '42501 permission_denied', 'but not throw out others'
);
select tests.become('none');
select lives_ok($$delete from public.organizations where id = tests.id('org_a')$$, 'an organization goes with its owners');
select is((select count(*)::int from public.members where organization_id = tests.id('org_a')), 0, 'all of them');

update public.organizations set status = 'closed' where id = tests.id('org_b');
select lives_ok($$delete from auth.users where id = tests.id('owner_b')$$, 'a closed organization holds nobody');

select * from finish();
