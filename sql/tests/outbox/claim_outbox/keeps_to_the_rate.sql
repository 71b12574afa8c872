-- The bucket of a number: throughput_mps a second, a twentieth of that at most saved up, shared by all workers.
select plan(7);
select tests.build_world();
select tests.launch_to('a1', 100);
update public.whatsapp_accounts set throughput_mps = 400 where id = tests.id('number_a1');

create function pg_temp.claimed_after(waited interval, max_rows int default 1000) returns int
language plpgsql volatile
as $$
begin
  update private.token_buckets set refilled_at = clock_timestamp() - waited where whatsapp_account_id = tests.id('number_a1');
  return cardinality(tests.claim('number_a1', max_rows, private.new_id()));
end
$$;

select is(pg_temp.claimed_after('1 hour'), 20, 'however long it was idle, a twentieth of a second is sent at once');
select cmp_ok(pg_temp.claimed_after('0'), '<', 15, 'then nothing more at once, whichever worker asks');
select cmp_ok(pg_temp.claimed_after('100 milliseconds'), '>=', 19, 'a tenth of a second later it is full again');
select is(pg_temp.claimed_after('1 hour', 5), 5, 'who asks for less');
select cmp_ok(pg_temp.claimed_after('0'), '>=', 15, 'leaves the rest');
update public.whatsapp_accounts set throughput_mps = 1 where id = tests.id('number_a1');
select is(pg_temp.claimed_after('1 hour'), 1, 'the slowest number sends one at a time');
select is(pg_temp.claimed_after('1 hour', 0), 0, 'and none if none is asked for');

select * from finish();
