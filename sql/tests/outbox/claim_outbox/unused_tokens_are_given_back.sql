select plan(2);
select tests.build_world();
update public.whatsapp_accounts set throughput_mps = 400 where id = tests.id('number_a1');
select tests.keep('first', tests.launch_to('a1', 4));

select is(cardinality(tests.claim('number_a1')), 4, 'a small campaign is claimed whole');
select tests.launch_to('a1', 30);
select cmp_ok(cardinality(tests.claim('number_a1')), '>=', 16, 'what it did not use is there for the next at once');

select * from finish();
