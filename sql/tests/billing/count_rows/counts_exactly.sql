select plan(19);
select tests.build_world();

create function pg_temp.counted(metric text) returns bigint
language sql stable
as $$ select sum(c.used) from public.usage_counters c where c.organization_id = tests.id('org_a') and c.metric = counted.metric $$;
create function pg_temp.limit_to(limits jsonb) returns void
language sql volatile
as $$ update public.subscriptions set limit_overrides = limits where organization_id = tests.id('org_a') $$;
create function pg_temp.add_contacts(n int) returns text
language sql volatile
as $$
  select tests.error_of(format(
    'insert into public.contacts (organization_id, brand_id, phone) select %L, %L, ''+1555'' || g from generate_series(100000, 99999
    + %s) as g',
    tests.id('org_a'), tests.id('a1'), n))
$$;

select is(pg_temp.counted('brands'), 2::bigint, 'brands are counted');
select is(pg_temp.counted('members'), 8::bigint, 'members');
select is(pg_temp.counted('agents'), 2::bigint, 'agents among them');
select is(pg_temp.counted('whatsapp_accounts'), 2::bigint, 'numbers');

select pg_temp.limit_to('{"contacts": 100, "brands": 2, "members": 8, "agents": 2, "whatsapp_accounts": 2}');
select is(pg_temp.add_contacts(101), 'PT402 plan_limit_reached', 'a statement that exceeds the limit is refused whole');
select is(pg_temp.add_contacts(100), 'no error', 'one that meets it is not');
insert into public.contacts (organization_id, brand_id, phone)
select tests.id('org_a'), tests.id('a1'), '+1556' || g from generate_series(100001, 100100) as g;
select is(pg_temp.counted('contacts'), 100::bigint, 'contacts are counted');
select is(pg_temp.add_contacts(1), 'PT402 plan_limit_reached', 'one more is refused');
delete from public.contacts where phone in ('+1556100001', '+1556100002');
select is(pg_temp.counted('contacts'), 98::bigint, 'deleted ones are not');
select is(pg_temp.add_contacts(3), 'PT402 plan_limit_reached', 'and make room for as many');
select is(pg_temp.add_contacts(2), 'no error', 'exactly');
select is(pg_temp.add_contacts(0), 'no error', 'nothing is always let in');

select is(tests.error_of(format('insert into public.brands (organization_id, name) values (%L, ''A3'')', tests.id('org_a'))),
  'PT402 plan_limit_reached', 'brands are full');
update public.brands set status = 'archived' where id = tests.id('a2');
select is(pg_temp.counted('brands'), 1::bigint, 'an archived one does not count');
insert into public.brands (organization_id, name) values (tests.id('org_a'), 'A3');
select is(tests.error_of(format('update public.brands set status = ''active'' where id = %L', tests.id('a2'))),
  'PT402 plan_limit_reached',
  'and comes back when there is room');

update public.members set role_key = 'manager' where id = tests.id('colleague_member');
select is(pg_temp.counted('agents'), 1::bigint, 'an agent who is promoted frees a seat');
update public.members set status = 'disabled' where id = tests.id('agent_member');
select is(pg_temp.counted('agents') || ' ' || pg_temp.counted('members'), '0 7', 'as does one who is disabled');

insert into public.contacts (organization_id, brand_id, phone)
select tests.id('org_a'), tests.id('a1'), '+1557' || g from generate_series(100001, 100002) as g;
select tests.seen('a1', '+15580001');
select is(pg_temp.counted('contacts'), 101::bigint, 'whoever writes gets in though the plan is full');
select is(pg_temp.add_contacts(1), 'PT402 plan_limit_reached', 'who is added does not');

select * from finish();
