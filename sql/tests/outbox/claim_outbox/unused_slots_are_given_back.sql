select plan(3);
select tests.build_world();
update public.whatsapp_accounts set throughput_mps = 400 where id = tests.id('number_a1');
select tests.keep('first', tests.launch_to('a1', 4));

select is(cardinality(tests.claim('number_a1')), 4, 'a small campaign is claimed whole');
select cmp_ok(
  (select next_slot from private.token_buckets where whatsapp_account_id = tests.id('number_a1')), '<=',
    clock_timestamp() + interval '20 milliseconds', 'and uses up no more than its own share of the rate'
);
select tests.launch_to('a1', 100);
select cmp_ok(cardinality(tests.claim('number_a1')), '>=', 50, 'what it did not use is there for the next at once');

select * from finish();
