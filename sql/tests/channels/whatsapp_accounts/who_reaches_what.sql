select plan(15);
select tests.build_world();

create function pg_temp.seen() returns text[]
language sql stable
as $$ select coalesce(array_agg(account_name order by account_name), '{}') from public.whatsapp_accounts $$;
create function pg_temp.renamed() returns int
language sql volatile
as $$ select tests.rows_touched($q$update public.whatsapp_accounts set account_name = account_name$q$) $$;

select tests.act_as('owner');
select is(pg_temp.seen(), array['number_a1', 'number_a2'], 'the owner sees his numbers');
select is(pg_temp.renamed(), 2, 'and names them');
select is(tests.error_of(statement), '42501', statement)
from unnest(array[
  $$update public.whatsapp_accounts set throughput_mps = 1000$$,
  $$update public.whatsapp_accounts set connection_status = 'connected'$$,
  $$update public.whatsapp_accounts set phone_number_id = 'other'$$,
  $$update public.whatsapp_accounts set is_paused = false$$,
  $$insert into public.whatsapp_accounts (account_name) values ('x')$$,
  $$delete from public.whatsapp_accounts$$
]) as statement;
select tests.act_as('agent');
select is(pg_temp.seen(), array['number_a1'], 'an agent sees the number of his brand');
select is(pg_temp.renamed(), 0, 'and cannot name it');
select tests.act_as('biller');
select is(pg_temp.seen(), '{}', 'billing has no business with numbers');
select tests.act_as('owner_b');
select is(pg_temp.seen(), array['number_b1'], 'the other organization sees its own');
select tests.act_as('stranger');
select is(pg_temp.seen(), '{}', 'a stranger sees none');
select tests.sign_out();
select is(tests.error_of('select id from public.whatsapp_accounts'), '42501', 'anon reads nothing');

select tests.become('none');
select is(
  tests.error_of('update public.whatsapp_accounts set is_paused = true'), '23514', 'a paused number says why'
);

select * from finish();
