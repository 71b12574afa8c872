-- While webhooks received before the evidence wait to be applied, the missed status may be among them.
select plan(2);
select tests.build_world();
select tests.launch_to('a1', 1);
select tests.record(tests.claim('number_a1'), 'unknown', 'unknown');
update private.outbox set claimed_at = now() - interval '2 hours', evidence_at = now() - interval '11 minutes';
select tests.keep('event', tests.ingest('{}'));
update private.raw_events set received_at = now() - interval '12 minutes' where id = tests.id('event');

select is((select count(*)::int from private.settle_unknown()), 0, 'nothing is repeated before they are applied');
update private.raw_events set state = 'processed' where id = tests.id('event');
select is((select requeued from private.settle_unknown()), 1, 'afterwards it is');

select * from finish();
