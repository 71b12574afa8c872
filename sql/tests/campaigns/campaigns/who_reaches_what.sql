select plan(20);
select tests.build_world();
select tests.keep('draft', tests.draft_campaign('a1')), tests.keep('of_a2', tests.draft_campaign('a2')), tests.keep('of_b',
  tests.draft_campaign('b1'));

create function pg_temp.seen() returns int
language sql stable
as $$ select count(*)::int from public.campaigns $$;
create function pg_temp.edited() returns int
language sql volatile
as $$ select tests.rows_touched('update public.campaigns set name = ''Edited''') $$;
create function pg_temp.add(brand text, number text, template text) returns text
language sql volatile
as $$
  select tests.error_of(format('insert into public.campaigns (organization_id, brand_id, name, whatsapp_account_id, template_id, audience)
    values (%L, %L, %L, %L, %L,
      %L) returning id', tests.id('org_a'), tests.id(brand), 'New', tests.id(number), tests.id(template), '{"all": true}'))
$$;

select tests.act_as('owner');
select is(pg_temp.seen(), 2, 'the owner sees the campaigns of his brands');
select is(pg_temp.edited(), 2, 'and edits drafts');
select is(pg_temp.add('a1', 'number_a1', 'greeting_a1'), 'no error', 'and adds one');
select is(pg_temp.add('a1', 'number_a2', 'greeting_a1'), '23503', 'with a number of the brand');
select is(pg_temp.add('a1', 'number_b1', 'greeting_a1'), '23503', 'never of another organization');
select is(pg_temp.add('a1', 'number_a1', 'greeting_a2'), '23503', 'and a template of the brand');
select is(tests.error_of(statement), '42501', statement)
from unnest(array[
  'update public.campaigns set status = ''running''', 'update public.campaigns set brand_id = tests.id(''a2'')',
  'update public.campaigns set started_at = now()', 'update public.campaigns set created_by = null',
  'insert into public.campaigns (status) values (''running'')'
]) as statement;

select tests.act_as('manager_a2');
select is(pg_temp.seen(), 1, 'a manager those of his brand');
select tests.act_as('analyst');
select is(pg_temp.seen(), 2, 'an analyst looks');
select is(pg_temp.edited(), 0, 'edits none');
select is(tests.rows_touched('delete from public.campaigns'), 0, 'deletes none');
select is(pg_temp.add('a1', 'number_a1', 'greeting_a1'), '42501', 'adds none');
select tests.act_as('agent');
select is(pg_temp.seen(), 0, 'an agent has nothing to do with campaigns');
select tests.act_as('owner_b');
select is(pg_temp.seen(), 1, 'the other organization sees its own');
select tests.act_as('stranger');
select is(pg_temp.seen(), 0, 'a stranger none');
select tests.sign_out();
select is(tests.error_of('select * from public.campaigns'), '42501', 'anon reads nothing');

select * from finish();
