-- What the built-in roles are trusted with; a change here is a change of everybody's rights.
select plan(9);
select tests.build_world();

select is(
  (select array_agg(key order by key) from public.roles where organization_id is null),
  array['admin', 'agent', 'analyst', 'billing_admin', 'manager', 'owner'], 'the built-in roles'
);
select is((select permissions from public.roles where key = 'owner'), private.permission_catalogue(), 'an owner may do everything');
select is(
  (select array_agg(p) from unnest(private.permission_catalogue()) as p where p <> all ((select permissions from public.roles
    where key = 'admin')::text[])),
  array['billing.manage'], 'an admin everything but paying'
);
select is(
  (select count(*)::int from public.roles r, unnest(r.permissions) as p where r.key = 'analyst' and p !~ '\.(view|export)$'), 0,
  'an analyst changes nothing'
);
select is(
  (select permissions && array['conversations.view_all', 'campaigns.launch', 'contacts.export', 'members.manage']
    from public.roles where key = 'agent'), false, 'an agent does not read everything, launch, export or manage'
);

select tests.act_as('stranger');
select is((select count(*)::int from public.roles), 6, 'everybody may read the built-in roles');
select tests.act_as('owner');
select is(tests.rows_touched($$update public.roles set permissions = '{}'$$), 0, 'nobody changes them');
select is(tests.rows_touched('delete from public.roles'), 0, 'or deletes them');
select tests.sign_out();
select is(tests.error_of('select * from public.roles'), '42501', 'anon reads nothing');

select * from finish();
