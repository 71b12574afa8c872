-- A number's messages leave one by one at its rate, a hundredth below Meta's limit, whoever claims them; a claim reaches 150 ms ahead.
select plan(11);
select tests.build_world();
select tests.launch_to('a1', 400);
update public.whatsapp_accounts set throughput_mps = 400 where id = tests.id('number_a1');
create temporary table claimed (
  n int generated always as identity, send_at double precision, claimed_at double precision, spacing double precision
) on commit drop;

create function pg_temp.claimed_from(next_slot timestamptz, max_rows int default 1000) returns int
language plpgsql volatile
as $$
declare
  v_n int;
begin
  update private.token_buckets b set next_slot = claimed_from.next_slot where b.whatsapp_account_id = tests.id('number_a1');
  insert into claimed (send_at, claimed_at, spacing)
  select c.send_at, c.claimed_at, c.spacing from private.claim_outbox(tests.id('number_a1'), max_rows, tests.id('owner')) as c;
  get diagnostics v_n = row_count;
  return v_n;
end
$$;
create function pg_temp.next_slot() returns timestamptz
language sql volatile
as $$ select next_slot from private.token_buckets where whatsapp_account_id = tests.id('number_a1') $$;

select is(pg_temp.claimed_from(now() - interval '1 hour'), 60, 'however long it was idle, what leaves within 150 ms is claimed');
select cmp_ok((select min(send_at - claimed_at) from claimed), '<=', 0::double precision, 'the first may leave at once');
select is(
  (select round(avg(gap)::numeric, 3) from (select send_at - lag(send_at) over (order by n) as gap from claimed) as g),
    round(1000 / 396.0, 3), 'the others one after the other, 396 a second'
);
select pg_temp.claimed_from(pg_temp.next_slot()) from generate_series(1, 3);
select cmp_ok(
  (select max(send_at - claimed_at) from claimed), '<=', 150::double precision, 'whoever asks, and however often, no further ahead'
);
select is(
  (select count(*)::int from (select send_at - lag(send_at) over (order by n) as gap, spacing from claimed) as g
    where gap < spacing - 0.01),
    0, 'no two of them leave closer together'
);
select is(pg_temp.claimed_from(now() - interval '1 hour', 10), 10, 'who asks for less');
select cmp_ok(pg_temp.next_slot() - clock_timestamp(), '<=', interval '26 milliseconds', 'leaves the rest');
select is(pg_temp.claimed_from(now() - interval '1 hour', 0), 0, 'none is claimed if none is asked for');
select is(pg_temp.claimed_from(clock_timestamp() + interval '1 minute'), 0, 'nor what leaves only later');

update public.whatsapp_accounts set throughput_mps = 1 where id = tests.id('number_a1');
select is(pg_temp.claimed_from(now() - interval '1 hour'), 1, 'the slowest number sends one at a time');
update private.token_buckets set cooling_until = clock_timestamp() + interval '1 minute' where whatsapp_account_id = tests.id('number_a1');
select is(pg_temp.claimed_from(now() - interval '1 hour'), 0, 'a number that cools down sends nothing');

select * from finish();
