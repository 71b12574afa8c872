select plan(9);
select tests.build_world();
select tests.add_contact('a1', '+15550101'), tests.add_contact('a2', '+15550102'), tests.add_contact('b1', '+15550103');

create function pg_temp.seen() returns text[]
language sql stable
as $$ select coalesce(array_agg(value order by value), '{}') from public.contact_identities $$;

select tests.act_as('owner');
select is(pg_temp.seen(), array['+15550101', '+15550102'], 'the owner sees the aliases of his contacts');
select is(tests.error_of(statement), '42501', statement)
from unnest(array[
  'insert into public.contact_identities (kind, value) values (''phone'', ''+1'')',
  'update public.contact_identities set value = ''+1''',
  'delete from public.contact_identities'
]) as statement;
select tests.act_as('agent');
select is(pg_temp.seen(), array['+15550101'], 'an agent those of his brand');
select tests.act_as('biller');
select is(pg_temp.seen(), '{}', 'billing none');
select tests.act_as('owner_b');
select is(pg_temp.seen(), array['+15550103'], 'the other organization its own');
select tests.act_as('stranger');
select is(pg_temp.seen(), '{}', 'a stranger none');
select tests.sign_out();
select is(tests.error_of('select * from public.contact_identities'), '42501', 'anon reads nothing');

select * from finish();
