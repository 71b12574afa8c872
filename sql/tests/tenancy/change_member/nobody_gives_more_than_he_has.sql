-- An admin can neither make nor unmake who may do more than he: otherwise he could take the organization over, or its wallet.
select plan(15);
select tests.build_world();
select tests.keep('hr', tests.create_user());
insert into public.roles (organization_id, key, permissions) values
  (tests.id('org_a'), 'hr', array['members.manage', 'contacts.view']),
  (tests.id('org_a'), 'everything', private.permission_catalogue());
select tests.add_member('hr', 'org_a', 'hr');
select tests.add_member('deputy', 'org_a', 'everything');
select tests.add_member('hr_a1', 'org_a', 'hr', 'a1');

create function pg_temp.change(member text, what text) returns text
language sql volatile
as $$ select tests.error_of(format('select public.change_member(%L, %s)', tests.id(member), what)) $$;

select tests.act_as('admin');
select is(pg_temp.change('agent_member', $$role_key => 'owner'$$), '42501 role_beyond_own', 'an admin makes no owner');
select is(pg_temp.change('admin_member', $$role_key => 'owner'$$), '42501 role_beyond_own', 'himself neither');
select is(pg_temp.change('admin_member', $$role_key => 'billing_admin'$$), '42501 role_beyond_own', 'nor one who pays, as he may not');
select is(pg_temp.change('admin_member', $$role_key => 'everything'$$), '42501 role_beyond_own', 'nor by a role of another name');
select is(pg_temp.change('owner_member', $$role_key => 'agent'$$), '42501 role_beyond_own', 'he demotes no owner');
select is(pg_temp.change('owner_member', $$status => 'disabled'$$), '42501 role_beyond_own', 'disables none');
select is(tests.error_of($$select public.remove_member(tests.id('owner_member'))$$), '42501 role_beyond_own', 'removes none');
select is(pg_temp.change('agent_member', $$role_key => 'manager'$$), 'no error', 'but he makes a manager');
select is(pg_temp.change('agent_member', $$role_key => 'nonsense'$$), 'PT422 role_unknown', 'not one of a role that is none');

select tests.act_as('hr');
select is(pg_temp.change('agent_member', $$role_key => 'analyst'$$), '42501 role_beyond_own', 'a custom role gives what it has');
select is(pg_temp.change('hr_member', $$role_key => 'admin'$$), '42501 role_beyond_own', 'and is no ladder');
select tests.act_as('hr_a1');
select is(
  pg_temp.change('hr_a1_member', 'all_brands => true'), '42501 permission_denied', 'a seat of one brand does not widen itself'
);
select tests.act_as('deputy');
select is(pg_temp.change('deputy_member', $$role_key => 'owner'$$), '42501 role_beyond_own', 'all permissions are not ownership');
select is(pg_temp.change('admin_member', $$role_key => 'billing_admin'$$), 'no error', 'though they give any role below it');

select tests.become('none');
update public.organizations set status = 'suspended' where id = tests.id('org_a');
select tests.act_as('owner');
select is(pg_temp.change('agent_member', $$role_key => 'manager'$$), '42501 permission_denied', 'nothing changes while suspended');

select * from finish();
