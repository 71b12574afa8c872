select plan(13);
select tests.build_world();

select tests.act_as('agent');
select is(public.check_permission('contacts.edit'), true, 'an agent edits contacts');
select is(public.check_permission('contacts.edit', tests.id('a1')), true, 'in his brand');
select is(public.check_permission('contacts.edit', tests.id('a2')), false, 'not in the other');
select is(public.check_permission('contacts.edit', tests.id('b1')), false, 'nor in one of others');
select is(public.check_permission('members.manage'), false, 'and manages nobody');
select is(tests.error_of($$select public.check_permission('contacts.eat')$$), 'PT422 permission_unknown', 'a permission there is');
select tests.act_as('owner', 'a2');
select is(public.check_permission('contacts.edit', tests.id('a1')), false, 'the header narrows');
select is(public.check_permission('members.manage'), true, 'but not what is about the organization');
select tests.become('none');
select tests.add_member('branch', 'org_a', 'admin', 'a1');
select tests.act_as('branch');
select is(public.check_permission('members.manage'), false, 'a seat of one brand has nothing to say in the organization');

select is(public.member_permissions(tests.id('branch_member')) -> 'brand_ids', jsonb_build_array(tests.id('a1')), 'one reads his own');
select is(
  tests.error_of($$select public.member_permissions(tests.id('agent_member'))$$), '42501 permission_denied', 'not those of others'
);
select tests.act_as('admin');
select is(
  public.member_permissions(tests.id('agent_member')) -> 'permissions' ? 'contacts.edit', true, 'who manages members reads them'
);
select tests.sign_out();
select is(tests.error_of($$select public.check_permission('contacts.view')$$), '42501', 'anon asks nothing');

select * from finish();
