select plan(9);
select tests.build_world();

create function pg_temp.transfer(member text) returns text
language sql volatile
as $$ select tests.error_of(format('select public.transfer_ownership(%L)', tests.id(member))) $$;

select tests.act_as('admin');
select is(pg_temp.transfer('admin_member'), '42501 permission_denied', 'an admin does not take it');
select tests.act_as('owner_b');
select is(pg_temp.transfer('agent_member'), '42501 permission_denied', 'nor does an owner of another organization give it');
select tests.act_as('owner');
select is(pg_temp.transfer('owner_member'), 'PT409 ownership_not_transferable', 'it goes to somebody else');
select is(pg_temp.transfer('owner_b_member'), '42501 permission_denied', 'of this organization');
select public.change_member(tests.id('colleague_member'), status => 'disabled');
select is(pg_temp.transfer('colleague_member'), 'PT409 ownership_not_transferable', 'who is active');

select is((public.transfer_ownership(tests.id('agent_member'))).role_key, 'owner', 'the agent becomes the owner');
select is((select role_key from public.members where id = tests.id('owner_member')), 'admin', 'the owner an admin');
select is(pg_temp.transfer('owner_member'), '42501 permission_denied', 'who cannot take it back');
select tests.act_as('agent');
select is((select count(*)::int from public.brands), 2, 'the new owner has all brands');

select * from finish();
