-- Invariant 3: a send of unknown outcome is repeated only when Meta has kept reporting on the number, past the grace period, without it.
select plan(16);
select tests.build_world();
select tests.keep('campaign', tests.launch_to('a1', 4));
select tests.launch_to('a2', 1);
create temporary table flight on commit drop as select n, id from unnest(tests.claim('number_a1')) with ordinality as c (id, n);
select tests.record(array(select id from flight where n <= 2), 'unknown', 'unknown');
select tests.record(array(select id from flight where n = 3), 'accepted');
select tests.claim('number_a2');
-- Two hours pass: the settings want ten minutes of evidence.
update private.outbox set claimed_at = claimed_at - interval '2 hours';

create function pg_temp.report(at interval, nth int default 3) returns boolean
language plpgsql volatile
as $$
begin
  perform tests.report(id, 'delivered', now() + at) from flight where n = nth;
  return (select bool_or(evidence_at is not null) from private.outbox where message_id in (select id from flight));
end
$$;
create function pg_temp.state(nth int) returns text
language sql stable
as $$ select m.status from public.messages m join flight f using (id) where f.n = nth $$;

select is((select count(*)::int from private.settle_unknown()), 0, 'silence proves nothing, however long');
select tests.report(message_id, 'delivered') from private.outbox where whatsapp_account_id = tests.id('number_a2');
select is((select bool_or(evidence_at is not null) from private.outbox), false, 'nor do the reports of another number');
select is(pg_temp.report('-2 hours'), false, 'nor a report of something that happened before');
select is(pg_temp.report('-115 minutes'), false, 'or within the grace period after it, though it comes now');
select is(pg_temp.report('-1 minute'), true, 'a report of something later than that is evidence');
select is((select count(*)::int from private.settle_unknown()), 0, 'which is given the grace period again, in case ours is only late');
select is(pg_temp.state(1), 'unknown', 'until then nothing is repeated');

update private.outbox set evidence_at = evidence_at - interval '11 minutes' where message_id in (select id from flight);
select tests.report(id, 'sent', now() - interval '119 minutes') from flight where n = 2;
select is((select requeued from private.settle_unknown()), 1, 'then one is queued again');
select is(pg_temp.state(1), 'queued', 'the one nothing was heard of');
select is(pg_temp.state(2), 'sent', 'not the one whose own report came late');
select is(pg_temp.state(4), 'sending', 'nor one that is in flight');
select is(
  (select is_rung from private.doorbells where task = 'outbox/pump' and key = tests.id('number_a1')::text), true, 'the pump is called'
);
select is((select count(*)::int from private.settle_unknown()), 0, 'once');
select is(tests.claim('number_a1'), array(select id from flight where n = 1), 'and it is sent again');
select is((select evidence_at from private.outbox where message_id = (select id from flight where n = 1)), null,
  'with the evidence of the first time forgotten');
select is(tests.count_drift(tests.id('campaign')), 'none', 'the counts agree');

select * from finish();
