-- Deleting contacts must not keep a campaign from ending, wherever their messages were.
select plan(4);
select tests.build_world();
select tests.keep('campaign', tests.launch_to('a1', 6));
create temporary table flight on commit drop as select n, id from unnest(tests.claim('number_a1', 4)) with ordinality as c (id, n);
select tests.record(array(select id from flight where n = 1), 'retry', 'transient', 131000, 0);
select tests.record(array(select id from flight where n = 2), 'unknown', 'unknown');

delete from public.contacts
where id in (select contact_id from public.messages join flight using (id) where n <= 3)
  or id = (select contact_id from public.campaign_recipients where position = 5);
select lives_ok($$select tests.record(array(select id from flight where n >= 3), 'accepted')$$, 'results of deleted messages do no harm');
select tests.record(tests.claim('number_a1'), 'accepted');
select private.settle_unknown();
select is(
  (select count(*)::int from private.outbox), 0, 'nothing of them stays in the outbox'
);
select is((select count(*)::int from private.complete_campaigns(tests.id('number_a1'))), 1, 'the campaign ends');
select is((select queued from public.campaign_stats where campaign_id = tests.id('campaign')), 0, 'and its funnel shows nobody as waiting');

select * from finish();
