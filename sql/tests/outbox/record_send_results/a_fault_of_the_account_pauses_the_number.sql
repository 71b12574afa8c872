select plan(7);
select tests.build_world();
select tests.keep('campaign', tests.launch_to('a1', 3)), tests.launch_to('a2', 1);
select tests.record(tests.claim('number_a1', 2), 'retry', 'account', 131042, 0);

select results_eq(
  $$select is_paused, pause_reason from public.whatsapp_accounts where id = tests.id('number_a1')$$,
  $$values (true, 'Meta refused a send with code 131042: refused')$$, 'the number is paused, and says why'
);
select is((select count(*)::int from private.outbox where status = 'queued'), 2, 'the messages are kept');
select is((select queued from public.campaign_stats where campaign_id = tests.id('campaign')), 3, 'as waiting');
select is(tests.claim('number_a1'), '{}', 'and nothing more is sent');
select is((select is_paused from public.whatsapp_accounts where id = tests.id('number_a2')), false, 'other numbers go on');
update public.whatsapp_accounts set is_paused = false, pause_reason = null where id = tests.id('number_a1');
select is(cardinality(tests.claim('number_a1')), 3, 'put right, it sends all of them');
select is(tests.count_drift(tests.id('campaign')), 'none', 'and the counts agree');

select * from finish();
