select plan(7);
select tests.build_world();

create function pg_temp.limit_to(member text, brand text) returns text
language sql volatile
as $$ select tests.error_of(format('select public.change_member(%L, brand_ids => array[%L::uuid])', tests.id(member), tests.id(brand))) $$;

select tests.act_as('agent');
select is(pg_temp.limit_to('agent_member', 'a2'), '42501 permission_denied', 'an agent does not let himself into another brand');
select tests.act_as('owner_b');
select is((select count(*)::int from public.member_brands), 0, 'another organization sees no limits');
select is(pg_temp.limit_to('agent_member', 'b1'), '42501 permission_denied', 'and sets none');

select tests.act_as('admin');
select is((select count(*)::int from public.member_brands), 3, 'an admin sees them');
select is(pg_temp.limit_to('agent_member', 'a2'), 'no error', 'and sets them');
select is(pg_temp.limit_to('agent_member', 'b1'), 'PT422 brand_unknown', 'never to a brand of another organization');
select tests.sign_out();
select is(tests.error_of('select * from public.member_brands'), '42501', 'anon reads nothing');

select * from finish();
