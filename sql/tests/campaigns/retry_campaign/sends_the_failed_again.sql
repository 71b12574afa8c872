select plan(20);
select tests.build_world();
select tests.stand_in_queue();
select tests.keep('campaign', tests.launch_to('a1', 4));
create temp table sent as select id, row_number() over (order by id) as n from unnest(tests.claim('number_a1')) as id;
grant select on sent to public;
create function pg_temp.nth(n int) returns uuid language sql stable as $$ select id from sent where sent.n = nth.n $$;
create function pg_temp.stats() returns table (audience int, queued int, accepted int, failed int)
language sql stable
as $$ select audience, queued, accepted, failed from public.campaign_stats where campaign_id = tests.id('campaign') $$;

-- One is accepted, one refused for good, one for the moment, and one accepted and then undeliverable.
select tests.record(array[pg_temp.nth(1), pg_temp.nth(4)], 'accepted');
select tests.record(array[pg_temp.nth(2)], 'failed', 'permanent', 132000);
select tests.record(array[pg_temp.nth(3)], 'failed', 'transient', 131016);
select tests.report(pg_temp.nth(4), 'failed');
select private.complete_campaigns(tests.id('number_a1'));
select results_eq('select * from pg_temp.stats()', 'values (4, 0, 2, 3)', 'three failed, one of them after Meta had taken it');

select tests.act_as('manager');
select is(tests.error_of($$select public.retry_campaign(tests.id('campaign'), '{bad}')$$), 'PT422 error_class_unknown',
  'a class that is none');
select is((public.retry_campaign(tests.id('campaign'), '{delay}')).status, 'completed', 'nothing of that class: nothing happens');
select is((public.retry_campaign(tests.id('campaign'))).status, 'running', 'by default what may work now is tried');
select tests.become('none');
select results_eq('select * from pg_temp.stats()', 'values (4, 1, 2, 2)', 'which is one');
select is((select count(*) from private.outbox where campaign_id = tests.id('campaign')), 1::bigint, 'queued once');
select is((select retried_as is not null from public.messages where id = pg_temp.nth(3)), true, 'the first try stays as history');
select is((select message_id from public.campaign_recipients r where r.campaign_id = tests.id('campaign')
  and r.contact_id = (select contact_id from public.messages where id = pg_temp.nth(3))),
  (select retried_as from public.messages where id = pg_temp.nth(3)), 'the recipient is told by the new one');
select tests.act_as('manager');
select is((public.retry_campaign(tests.id('campaign'))).status, 'running', 'asked again');
select tests.become('none');
select is((select count(*) from private.outbox where campaign_id = tests.id('campaign')), 1::bigint, 'it is still one');

-- A late word about the first try changes neither the second nor the counts.
select tests.report(pg_temp.nth(3), 'delivered');
select results_eq('select * from pg_temp.stats()', 'values (4, 1, 2, 2)', 'a late word about the first try is not taken for the second');
create temp table again as select id from unnest(tests.claim('number_a1')) as id;
select is((select count(*) from again), 1::bigint, 'the second is claimed');
select tests.record(array(select id from again), 'accepted');
select is(tests.count_drift(tests.id('campaign')), 'none', 'counts and messages agree');
select results_eq('select * from pg_temp.stats()', 'values (4, 0, 3, 2)', 'and accepted');
select private.complete_campaigns(tests.id('number_a1'));
select is((select status from public.campaigns where id = tests.id('campaign')), 'completed', 'the campaign completes again');

-- Who insists may try all of it.
select tests.act_as('manager');
select is((public.retry_campaign(tests.id('campaign'), '{permanent,recipient}')).status, 'running', 'who insists');
select tests.become('none');
select results_eq('select * from pg_temp.stats()', 'values (4, 2, 2, 0)', 'takes even what was accepted out of its step of the funnel');

select tests.act_as('agent');
select is(tests.error_of($$select public.retry_campaign(tests.id('campaign'))$$), '42501 permission_denied', 'agents retry nothing');
select tests.act_as('owner_b');
select is(tests.error_of($$select public.retry_campaign(tests.id('campaign'))$$), '42501 permission_denied', 'nor another organization');
select tests.become('none');
update public.campaigns set status = 'canceled' where id = tests.id('campaign');
select tests.act_as('manager');
select is((public.retry_campaign(tests.id('campaign'), '{permanent}')).status, 'canceled', 'a canceled campaign stays canceled');

select * from finish();
