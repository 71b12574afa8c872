select plan(19);
select tests.build_world();
select tests.keep('role_b', private.new_id());
insert into public.roles (id, organization_id, key, permissions)
values (tests.id('role_b'), tests.id('org_b'), 'helper', '{contacts.view}');

create function pg_temp.make(key text, permissions text[], organization text default 'org_a') returns text
language sql volatile
as $$
  select tests.error_of(format('insert into public.roles (organization_id, key, permissions) values (%L, %L, %L)',
    tests.id(organization), key, permissions))
$$;

select tests.act_as('admin');
select is(pg_temp.make('importer', '{contacts.view,contacts.import}'), 'no error', 'an admin makes a role');
select is(pg_temp.make('cashier', '{billing.manage}'), '42501 role_beyond_own', 'not one that allows more than his own');
select is(pg_temp.make('owner', '{contacts.view}'), 'PT409 role_key_taken', 'nor one named like a built-in one');
select is(pg_temp.make('dreamer', '{contacts.dream}'), 'PT422 permission_unknown', 'nor of a permission that is none');
select is(pg_temp.make('importer', '{contacts.view}', 'org_b'), '42501 role_beyond_own', 'nor in another organization');
select is(pg_temp.make('importer', '{}', 'org_b'), '42501', 'be it an empty one');
select is(
  tests.error_of($$insert into public.roles (key, permissions) values ('everybody', '{}')$$), '42501', 'nor a built-in one'
);
select tests.act_as('manager');
select is(pg_temp.make('importer', '{contacts.view}'), '42501', 'a manager makes none');

select tests.act_as('owner');
insert into public.roles (organization_id, key, permissions, name)
values (tests.id('org_a'), 'treasurer', '{billing.manage,roles.manage}', 'Treasurer');
insert into public.roles (organization_id, key, permissions) values (tests.id('org_a'), 'reader', '{contacts.view}');
select tests.act_as('admin');
select is(
  tests.error_of($$update public.roles set permissions = '{}' where key = 'treasurer'$$), '42501 role_beyond_own',
  'a higher role is out of reach'
);
select is(tests.error_of($$delete from public.roles where key = 'treasurer'$$), '42501 role_beyond_own', 'for good');
select is(tests.rows_touched($$update public.roles set permissions = '{}' where key = 'admin'$$), 0, 'built-in roles are nobody''s');
select is(tests.rows_touched($$delete from public.roles where key = 'helper'$$), 0, 'and those of others are others''');

select tests.become('none');
select tests.add_member('treasurer', 'org_a', 'treasurer');
select tests.act_as('treasurer');
select is(
  tests.error_of($$update public.roles set permissions = permissions || 'members.manage'::text where key = 'treasurer'$$),
  '42501 role_beyond_own', 'nobody widens the role that he has'
);
select is((select count(*)::int from public.contacts), 0, 'it allows what it says and no more');

select tests.act_as('owner');
select public.change_member(tests.id('agent_member'), 'reader');
select is(tests.error_of($$delete from public.roles where key = 'reader'$$), 'PT409 role_in_use', 'a role in use stays');
select public.change_member(tests.id('agent_member'), 'agent');
select public.invite_member(tests.id('org_a'), 'x@example.com', 'reader');
select is(tests.error_of($$delete from public.roles where key = 'reader'$$), 'PT409 role_in_use', 'also while somebody is invited in it');
select public.revoke_invitation((select id from public.invitations));
select is(tests.rows_touched($$delete from public.roles where key = 'reader'$$), 1, 'then it goes');
select is(
  tests.error_of($$select public.change_member(tests.id('agent_member'), 'helper')$$), 'PT422 role_unknown', 'a role of others is none here'
);
select tests.become('none');
select is(
  tests.error_of($$update public.members set role_key = 'helper' where id = tests.id('agent_member')$$), 'PT422 role_unknown', 'for nobody'
);

select * from finish();
