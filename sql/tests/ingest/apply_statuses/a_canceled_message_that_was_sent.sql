-- Taken for lost, queued again, canceled with its campaign, and then it turns out that it had arrived: the person has read it.
select plan(6);
select tests.build_world();
select tests.keep('campaign', tests.launch_to('a1', 2));
create temporary table flight on commit drop as select n, id from unnest(tests.claim('number_a1')) with ordinality as c (id, n);
select tests.record(array(select id from flight), 'unknown', 'unknown');
update private.outbox set evidence_at = now() - interval '11 minutes';
select private.settle_unknown();
select tests.act_as('owner');
select public.cancel_campaign(tests.id('campaign'));
select tests.become('none');
select is((select array_agg(distinct status) from public.messages), array['canceled'], 'both are canceled');

select tests.report(id, 'read') from flight where n = 1;
select tests.record(array(select id from flight where n = 2), 'accepted', attempt => 1);
select is((select status from public.messages join flight using (id) where n = 1), 'read', 'one was read after all');
select is((select status from public.messages join flight using (id) where n = 2), 'accepted', 'the other was accepted after all');
select is((select array[read, accepted, canceled] from public.campaign_stats), array[1, 2, 0], 'the funnel tells the truth');
select is((select count(*)::int from private.outbox), 0, 'neither is sent again');
select is(tests.count_drift(tests.id('campaign')), 'none', 'and the counts agree');

select * from finish();
