-- Meta accepts a message and holds it back until it knows how people like the first of its campaign.
select plan(10);
select tests.build_world();
select tests.keep('campaign', tests.launch_to('a1', 6));
create temporary table flight on commit drop as select id, n from unnest(tests.claim('number_a1')) with ordinality as c (id, n);
select tests.record(array_agg(id), case when n <= 4 then 'held' else 'accepted' end) from flight group by n <= 4;

select is(
  (select array[accepted, held, sent, queued] from public.campaign_stats), array[6, 4, 0, 0], 'held messages are accepted, and told apart'
);
select is((select count(*)::int from private.outbox), 0, 'nothing is left to send');
select is((select count(*)::int from public.campaign_messages where is_held and status = 'accepted'), 4, 'each says so');
select is(tests.count_drift(tests.id('campaign')), 'none', 'and the counts agree');

select tests.report(id, 'sent') from flight where n = 1;
select is((select array[accepted, held, sent] from public.campaign_stats), array[6, 3, 1], 'one is released');
select tests.report(id, 'delivered') from flight where n = 2;
select is((select array[accepted, held, delivered] from public.campaign_stats), array[6, 2, 1], 'one is delivered before we hear of it');
select tests.report(id, 'failed', more => '{"error": {"class": "delay", "code": 132015, "scope": "template", "message": "paused"}}')
from flight where n = 3;
select is((select array[accepted, held, failed] from public.campaign_stats), array[6, 1, 1], 'one is dropped');
select is((select error_code from public.messages m join flight f using (id) where n = 3), 132015, 'because its template was paused');
select is((select pause_reason is not null from public.campaigns where id = tests.id('campaign')), true, 'which pauses the campaign');
select is(tests.count_drift(tests.id('campaign')), 'none', 'and the counts agree');

select * from finish();
