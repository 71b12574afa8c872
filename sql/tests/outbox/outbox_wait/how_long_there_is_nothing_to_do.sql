select plan(7);
select tests.build_world();

select is(private.outbox_wait(tests.id('number_a1'), null), null, 'nothing to send: no waiting');
select tests.keep('campaign', tests.launch_to('a1', 2));
select is(private.outbox_wait(tests.id('number_a1'), null), 0, 'a campaign to feed: now');
select tests.claim('number_a1');
select is(private.outbox_wait(tests.id('number_a1'), null), null, 'all in flight: nothing to wait for');
select tests.record(array_agg(message_id), 'retry', 'transient', 131056, 6) from private.outbox;
select is(private.outbox_wait(tests.id('number_a1'), null), 6000, 'a retry in six seconds: six seconds');
update private.outbox set due_at = now() - interval '1 hour';
select is(private.outbox_wait(tests.id('number_a1'), null), 0, 'one that is overdue: now, never less');
update private.outbox set due_at = now() + interval '400 days';
select cmp_ok(private.outbox_wait(tests.id('number_a1'), null), '>', 0, 'one of next year does no harm');
update public.whatsapp_accounts set is_paused = true, pause_reason = 'x' where id = tests.id('number_a1');
select is(private.outbox_wait(tests.id('number_a1'), null), null, 'a paused number waits for a person');

select * from finish();
