-- After a cancel nothing new goes out; what was in flight is settled by its result, whatever that is.
select plan(13);
select tests.build_world();
select tests.keep('campaign', tests.launch_to('a1', 8));
create temporary table flight on commit drop as select n, id from unnest(tests.claim('number_a1', 6)) with ordinality as c (id, n);
select tests.record(array(select id from flight where n = 1), 'retry', 'transient', 131000, 0);

create function pg_temp.stats() returns int[]
language sql stable
as $$ select array[queued, accepted, failed, canceled, unknown] from public.campaign_stats where campaign_id = tests.id('campaign') $$;
create function pg_temp.status_of(nth int) returns text
language sql stable
as $$ select m.status from public.messages m join flight f using (id) where f.n = nth $$;

select tests.act_as('manager');
select public.cancel_campaign(tests.id('campaign'));
select tests.become('none');
select is((select completed_at from public.campaigns where id = tests.id('campaign')), now(), 'it is over');
select is(pg_temp.status_of(1), 'canceled', 'what waited for another attempt is canceled');
select is(pg_temp.stats(), array[5, 0, 0, 3, 0], 'and so are the two that had not been touched; five are in flight');
select is(tests.claim('number_a1'), '{}', 'nothing is claimed any more');

select tests.record(array(select id from flight where n = 2), 'accepted');
select tests.record(array(select id from flight where n = 3), 'retry', 'transient', 131000, 0);
select tests.record(array(select id from flight where n = 4), 'failed', 'permanent', 100);
select tests.record(array(select id from flight where n = 5), 'unknown', 'unknown');
select is(pg_temp.status_of(2), 'accepted', 'in flight and accepted: it was sent');
select is(pg_temp.status_of(3), 'canceled', 'in flight and to be tried again: canceled');
select is(pg_temp.status_of(4), 'failed', 'in flight and refused: failed');
select is(pg_temp.stats(), array[1, 1, 1, 4, 1], 'the counts say so');

select tests.report(id, 'delivered') from flight where n = 5;
select is(pg_temp.status_of(5), 'delivered', 'a message of unknown outcome that arrived was delivered');
update private.outbox set status = 'unknown', evidence_at = now() - interval '11 minutes', claimed_at = now() - interval '30 minutes';
update public.messages set status = 'unknown' where id = (select id from flight where n = 6);
insert into private.campaign_status_deltas (organization_id, brand_id, campaign_id, status, n)
values (tests.id('org_a'), tests.id('a1'), tests.id('campaign'), 'sending', -1), (tests.id('org_a'), tests.id('a1'), tests.id('campaign'),
  'unknown', 1);
select private.settle_unknown();
select is(pg_temp.status_of(6), 'canceled', 'and one that certainly never left is canceled, not queued for ever');
select is((select count(*)::int from private.outbox), 0, 'nothing of the campaign is left in the outbox');
select is(pg_temp.stats(), array[0, 2, 1, 5, 0], 'everybody is accounted for');
select is(tests.count_drift(tests.id('campaign')), 'none', 'and the counts agree with the messages');

select * from finish();
