select plan(1);
select tests.build_world();
select tests.keep('campaign', tests.launch_to('a1', 2)), tests.keep('of_b', tests.launch_to('b1', 1));
delete from realtime.messages;

select private.announce_campaigns(array[tests.id('campaign'), private.new_id()]);
select results_eq(
  'select topic, event, private, payload - ''id'' from realtime.messages',
  $$select 'campaigns:' || tests.id('a1'), 'campaign', true, jsonb_build_object('campaign_id', tests.id('campaign'), 'status', 'running',
    'audience', 2,
    'queued', 2, 'accepted', 0, 'sent', 0, 'delivered', 0, 'read', 0, 'failed', 0, 'skipped', 0, 'canceled', 0, 'unknown', 0, 'held', 0,
    'rate', 0, 'eta_seconds', null)$$,
  'the funnel goes to the brand''s channel, privately, and to no other'
);

select * from finish();
