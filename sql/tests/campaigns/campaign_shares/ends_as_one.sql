-- What ends or stops a campaign stops all of its numbers.
select plan(7);
select tests.build_world();
select tests.stand_in_queue();
select tests.keep('second', private.new_id());
insert into public.whatsapp_accounts (id, organization_id, brand_id, account_name, phone_number, phone_number_id, waba_id,
  connection_status)
select tests.id('second'), a.organization_id, a.brand_id, 'Second', '+15550177', 'pn-second', a.waba_id, 'connected'
from public.whatsapp_accounts a where a.id = tests.id('number_a1');
select count(tests.add_contact('a1')) from generate_series(1, 60);
select tests.keep('canceled', tests.draft_campaign('a1')), tests.keep('broken', tests.draft_campaign('a1'));
insert into public.campaign_numbers (organization_id, brand_id, campaign_id, whatsapp_account_id)
select tests.id('org_a'), tests.id('a1'), id, tests.id('second') from unnest(array[tests.id('canceled'), tests.id('broken')]) as id;
select tests.launch(tests.id('canceled'));

select tests.record(tests.claim('number_a1', 5), 'accepted'), tests.record(tests.claim('second', 5), 'retry', 'transient', 131016);
select tests.act_as('manager');
select public.pause_campaign(tests.id('canceled'));
select tests.become('none');
select is(tests.claim('number_a1') || tests.claim('second'), '{}', 'a pause stops them all');
select tests.act_as('manager');
select public.resume_campaign(tests.id('canceled')), public.cancel_campaign(tests.id('canceled'));
select tests.become('none');
select is(tests.claim('number_a1') || tests.claim('second'), '{}', 'so does an end');
select results_eq($$select audience, accepted, queued, canceled from public.campaign_stats where campaign_id = tests.id('canceled')$$,
  'values (60, 5, 0, 55)', 'what no number had sent is canceled');
select is(tests.count_drift(tests.id('canceled')), 'none', 'counts and messages agree');

select tests.launch(tests.id('broken'));
select tests.record(tests.claim('second', 3), 'accepted');
select private.fail_campaign(f, 'broken') from private.campaign_feeds f where f.campaign_id = tests.id('broken') limit 1;
select is(tests.claim('number_a1') || tests.claim('second'), '{}', 'one that cannot go on stops at all numbers');
select is((select canceled from public.campaign_stats where campaign_id = tests.id('broken')),
  60 - (select count(*)::int from public.messages where campaign_id = tests.id('broken')), 'with all that was left');
select tests.act_as('manager');
select tests.keep('copy', (public.duplicate_campaign(tests.id('broken'))).id);
select is((select count(*)::int from public.campaign_numbers where campaign_id = tests.id('copy')), 1, 'a copy has the same numbers');

select * from finish();
