-- A seat that is disabled, and an organization that is suspended, are gone at once.
select plan(6);
select tests.build_world();
select tests.add_member('owner', 'org_b', 'analyst');

select tests.act_as('owner');
select is(
  (select array_agg(o ->> 'role_key' order by o ->> 'name') from jsonb_array_elements(public.my_context() -> 'organizations') as o),
  array['owner', 'analyst'], 'a member of two organizations has a role in each'
);
select tests.become('none');
update public.organizations set status = 'suspended' where id = tests.id('org_a');
select tests.act_as('owner');
select is(public.my_context() #>> '{organizations,0,role_key}', 'analyst', 'the suspended organization is not listed');
select is((select count(*)::int from public.organizations), 1, 'nor visible');
select is((select count(*)::int from public.brands), 1, 'nor its brands');

select tests.become('none');
update public.members set status = 'disabled' where user_id = tests.id('owner') and organization_id = tests.id('org_b');
select tests.act_as('owner');
select is(public.my_context() -> 'organizations', '[]', 'a disabled seat is not listed');
select is((select count(*)::int from public.brands), 0, 'and opens nothing');

select * from finish();
