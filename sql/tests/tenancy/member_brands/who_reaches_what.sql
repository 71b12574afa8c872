select plan(10);
select tests.build_world();

create function pg_temp.give(organization text, member text, brand text) returns text
language sql volatile
as $$
  select tests.error_of(format('insert into public.member_brands (organization_id, member_id, brand_id) values (%L, %L, %L)',
    tests.id(organization), tests.id(member), tests.id(brand)))
$$;

select tests.act_as('agent');
select is(pg_temp.give('org_a', 'agent_member', 'a2'), '42501', 'an agent does not let himself into another brand');
select is(tests.rows_touched('delete from public.member_brands'), 0, 'nor anybody out');
select tests.act_as('owner_b');
select is((select count(*)::int from public.member_brands), 0, 'another organization sees none');
select is(pg_temp.give('org_a', 'agent_member', 'a2'), '42501', 'and gives none');
select is(pg_temp.give('org_b', 'owner_b_member', 'a1'), '23503', 'not even a brand of A to a member of its own');

select tests.act_as('admin');
select is((select count(*)::int from public.member_brands), 3, 'an admin sees the brand limits');
select is(pg_temp.give('org_a', 'agent_member', 'a2'), 'no error', 'and widens them');
select is(pg_temp.give('org_a', 'agent_member', 'b1'), '23503', 'never to a brand of another organization');
select is(tests.rows_touched($$delete from public.member_brands where member_id = tests.id('agent_member')$$), 1, 'and narrows them');
select tests.sign_out();
select is(tests.error_of('select * from public.member_brands'), '42501', 'anon reads nothing');

select * from finish();
