select plan(21);
select tests.build_world();
select tests.add_contact('a1', name => 'of a1'), tests.add_contact('a2', name => 'of a2'), tests.add_contact('b1', name => 'of b1');

create function pg_temp.seen() returns text[]
language sql stable
as $$ select coalesce(array_agg(name order by name), '{}') from public.contacts $$;
create function pg_temp.add(organization text, brand text) returns text
language sql volatile
as $$
  select tests.error_of(format('insert into public.contacts (organization_id, brand_id, name) values (%L, %L, %L) returning id',
    tests.id(organization), tests.id(brand), 'New'))
$$;
create function pg_temp.edited() returns int
language sql volatile
as $$ select tests.rows_touched('update public.contacts set locale = ''en''') $$;

select tests.act_as('owner');
select is(pg_temp.seen(), array['of a1', 'of a2'], 'the owner sees the contacts of his brands');
select is(pg_temp.edited(), 2, 'and edits them');
select is(pg_temp.add('org_a', 'b1'), '42501', 'he adds none to another organization''s brand');
select is(pg_temp.add('org_b', 'a1'), '23503', 'nor under another organization''s name');

select tests.act_as('agent');
select is(pg_temp.seen(), array['of a1'], 'an agent sees the contacts of his brand');
select is(pg_temp.edited(), 1, 'and edits them');
select is(pg_temp.add('org_a', 'a1'), 'no error', 'and adds there');
select is(pg_temp.add('org_a', 'a2'), '42501', 'not in the other brand');
select is(tests.error_of(statement), '42501', statement)
from unnest(array[
  'update public.contacts set brand_id = tests.id(''a2'')',
  'update public.contacts set bsuid = ''US.1''',
  'update public.contacts set last_inbound_at = now()',
  'update public.contacts set source = ''import'''
]) as statement;

select tests.act_as('analyst');
select is(pg_temp.seen(), array['of a1', 'of a2'], 'an analyst looks');
select is(pg_temp.edited(), 0, 'edits none');
select is(pg_temp.add('org_a', 'a1'), '42501', 'adds none');
select is(tests.error_of('delete from public.contacts'), '42501', 'deletes none');
select tests.act_as('biller');
select is(pg_temp.seen(), '{}', 'billing sees no contact');
select tests.act_as('owner_b');
select is(pg_temp.seen(), array['of b1'], 'the other organization sees its own');
select is(public.delete_contacts(tests.id('b1'), (select array_agg(id) from public.contacts)), 1, 'and deletes its own');
select tests.act_as('stranger');
select is(pg_temp.seen(), '{}', 'a stranger sees none');
select tests.sign_out();
select is(tests.error_of('select id from public.contacts'), '42501', 'anon reads nothing');

select * from finish();
