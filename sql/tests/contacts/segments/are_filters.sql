select plan(8);
select tests.build_world();
select tests.add_contact('a1', name => 'Ann'), tests.add_contact('a1', name => 'Bob'), tests.add_contact('a2', name => 'Ann');
create function pg_temp.save(definition text, name text default 'S') returns text
language sql volatile
as $$
  select tests.error_of(format('insert into public.segments (organization_id, brand_id, name, definition) values (%L, %L, %L, %L)',
    tests.id('org_a'), tests.id('a1'), name, definition))
$$;
select tests.act_as('agent');
insert into public.segments (organization_id, brand_id, name, definition)
values (tests.id('org_a'), tests.id('a1'), 'Anns', '{"name": {"contains": "ann"}}');
select is(public.count_contacts(tests.id('a1'), jsonb_build_object('segment', (select id from public.segments))) ->> 'count', '1',
  'a segment counts who is in it');
select is(pg_temp.save('{"nam": 1}'), 'PT422 filter_invalid', 'its definition is checked when it is written');
select is(pg_temp.save(format('{"not": {"segment": "%s"}}', (select id from public.segments))), 'PT422 filter_invalid',
  'and names no other segment');
select is(pg_temp.save('{}', 'anns'), '23505', 'its name is the only one of the brand');
select is(tests.error_of($$update public.segments set definition = '[]'$$), 'PT422 filter_invalid', 'changes are checked, too');
update public.contacts set name = 'Annika' where name = 'Bob';
select is(public.count_contacts(tests.id('a1'), jsonb_build_object('segment', (select id from public.segments))) ->> 'count', '2',
  'who matches now is in it now');
select tests.act_as('analyst');
select is(tests.rows_touched('delete from public.segments'), 0, 'who may not edit contacts removes none');
select tests.act_as('manager_a2');
select is((select count(*)::int from public.segments), 0, 'nor sees those of another brand');

select * from finish();
