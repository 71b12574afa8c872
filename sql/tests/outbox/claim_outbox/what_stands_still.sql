select plan(8);
select tests.build_world();
select tests.keep('campaign', tests.launch_to('a1', 2)), tests.launch_to('a2', 1);

create function pg_temp.claimed_with(change text) returns int
language plpgsql volatile
as $$
declare
  v_claimed int;
begin
  execute change || ' where id = tests.id(''number_a1'')';
  v_claimed := cardinality(tests.claim('number_a1'));
  raise exception using errcode = 'ZZ001', message = v_claimed::text;
exception when sqlstate 'ZZ001' then
  return sqlerrm::int;
end
$$;

select is(pg_temp.claimed_with('update public.whatsapp_accounts set is_paused = true, pause_reason = ''x'''), 0,
  'a paused number sends nothing');
select is(pg_temp.claimed_with(format('update public.whatsapp_accounts set connection_status = %L', status)), 0, 'nor one that is '
  || status)
from unnest(array['pending', 'disconnected', 'restricted', 'banned']) as status;
select is(pg_temp.claimed_with('update public.whatsapp_accounts set account_name = ''x'''), 2, 'a connected one sends what is its own');
select is(tests.claim('number_b1'), '{}', 'a number without work has nothing to claim');
select is((select count(*)::int from private.claim_outbox(private.new_id(), 5, private.new_id())), 0, 'nor has one that does not exist');

select * from finish();
