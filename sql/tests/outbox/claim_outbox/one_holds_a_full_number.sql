-- Who sends from a number at its full rate does so alone, until it hands the number on or is heard of no more.
select plan(12);
select tests.build_world();
select tests.launch_to('a1', 600);
update public.whatsapp_accounts set throughput_mps = 400 where id = tests.id('number_a1');
select tests.keep('one', private.new_id()), tests.keep('other', private.new_id());

create function pg_temp.next_moment_in(wait interval) returns timestamptz
language sql volatile
as $$
  update private.token_buckets set next_slot = clock_timestamp() + wait where whatsapp_account_id = tests.id('number_a1')
  returning next_slot
$$;
create function pg_temp.claims(who text, next_in interval, max_rows int default 1000) returns int
language plpgsql volatile
as $$
begin
  perform pg_temp.next_moment_in(next_in);
  return cardinality(tests.claim('number_a1', max_rows, tests.id(who)));
end
$$;
create function pg_temp.moved_when_handed_on_by(who text) returns interval
language plpgsql volatile
as $$
declare
  v_next timestamptz := pg_temp.next_moment_in('0');
begin
  perform private.hand_on_number(tests.id('number_a1'), tests.id(who), 40);
  return (select next_slot - v_next from private.token_buckets where whatsapp_account_id = tests.id('number_a1'));
end
$$;

select is(pg_temp.claims('one', '-1 second', 3), 3, 'who gets all that it asked for');
select is(pg_temp.claims('other', '0', 3), 3, 'leaves the number to others');
select cmp_ok(pg_temp.claims('one', '-1 second'), '<=', 61, 'what nobody used for a second is lost');
select is(pg_temp.claims('other', '100 milliseconds'), 0, 'who gets less than it asked for has the number for itself');
select cmp_ok(pg_temp.claims('one', '-100 milliseconds'), '>=', 95, 'and goes on where it ended: by being late nothing is lost');

select pg_temp.next_moment_in('10 seconds');
select cmp_ok(
  private.outbox_wait(tests.id('number_a1'), tests.id('other')) - private.outbox_wait(tests.id('number_a1'), tests.id('one')), '>=', 74,
    'the others look again when its last moment has come, it does before'
);
select is(pg_temp.moved_when_handed_on_by('other'), interval '0', 'nobody else hands it on');
select is(pg_temp.claims('other', '100 milliseconds'), 0, 'nor gets it by that');
select is(pg_temp.moved_when_handed_on_by('one'), interval '40 milliseconds', 'who hands it on tells how late it was');
select cmp_ok(pg_temp.claims('other', '-100 milliseconds'), '>=', 95, 'and the next one goes on where it ended');
select is(pg_temp.claims('one', '-1 millisecond'), 0, 'then that one has it');
select cmp_ok(pg_temp.claims('one', '-160 milliseconds'), '>', 60, 'until nothing was heard of it for 150 ms');

select * from finish();
