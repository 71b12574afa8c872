select plan(15);
select tests.build_world();

create function pg_temp.seen() returns text[]
language sql stable
as $$ select coalesce(array_agg(name order by name), '{}') from public.brands $$;
create function pg_temp.add_brand(organization text) returns text
language sql volatile
as $$ select tests.error_of(format('insert into public.brands (organization_id, name) values (%L, %L)', tests.id(organization), 'New')) $$;

select tests.act_as('owner');
select is(pg_temp.seen(), array['A1', 'A2'], 'the owner sees his brands');
select is(pg_temp.add_brand('org_a'), 'no error', 'and adds one');
select is(pg_temp.add_brand('org_b'), '42501', 'not to another organization');
select is(tests.rows_touched($$update public.brands set name = 'B' where name = 'A2'$$), 1, 'and renames one');
select is(
  tests.error_of(format('update public.brands set organization_id = %L', tests.id('org_b'))), '42501', 'a brand never moves'
);
select is(tests.error_of('update public.brands set is_default = true'), '42501', 'nor is the default chosen by a client');
select is(tests.error_of('delete from public.brands'), '42501', 'nor is one deleted');
select is(
  tests.error_of($$update public.brands set status = 'archived' where name = 'A1'$$), 'PT409 brand_is_default',
  'the default brand stays active'
);

select tests.act_as('manager');
select is(pg_temp.add_brand('org_a'), '42501', 'a manager adds none');
select is(tests.rows_touched($$update public.brands set name = 'C'$$), 0, 'and renames none');
select tests.act_as('agent');
select is(pg_temp.seen(), array['A1'], 'an agent sees the brand he works for');
select tests.act_as('owner_b');
select is(pg_temp.seen(), array['B1'], 'the other organization sees its own');
select tests.act_as('stranger');
select is(pg_temp.seen(), '{}', 'a stranger sees none');
select is(pg_temp.add_brand('org_a'), '42501', 'and adds none');
select tests.sign_out();
select is(tests.error_of('select id from public.brands'), '42501', 'anon reads nothing');

select * from finish();
