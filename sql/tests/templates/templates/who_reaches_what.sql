select plan(9);
select tests.build_world();

create function pg_temp.seen() returns text[]
language sql stable
as $$ select coalesce(array_agg(name order by name), '{}') from public.templates $$;

select tests.act_as('owner');
select is(pg_temp.seen(), array['greeting_a1', 'greeting_a2'], 'the owner sees the templates of his brands');
select is(tests.error_of(statement), '42501', statement)
from unnest(array[
  'insert into public.templates (name) values (''x'')',
  'update public.templates set meta_status = ''APPROVED''',
  'delete from public.templates'
]) as statement;
select tests.act_as('agent');
select is(pg_temp.seen(), array['greeting_a1'], 'an agent those of his brand');
select tests.act_as('biller');
select is(pg_temp.seen(), '{}', 'billing none');
select tests.act_as('owner_b');
select is(pg_temp.seen(), array['greeting_b1'], 'the other organization its own');
select tests.act_as('stranger');
select is(pg_temp.seen(), '{}', 'a stranger none');
select tests.sign_out();
select is(tests.error_of('select * from public.templates'), '42501', 'anon reads nothing');

select * from finish();
