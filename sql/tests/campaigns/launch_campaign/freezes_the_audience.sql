select plan(8);
select tests.build_world();
select tests.keep('ann', tests.add_contact('a1')), tests.keep('unreachable', tests.add_contact('a1', bsuid => 'US.1')),
  tests.keep('by_bsuid', tests.add_contact('a1', bsuid => 'US.2'));
update public.contacts set bsuid = null where id = tests.id('unreachable');
select tests.keep('campaign', tests.draft_campaign('a1', jsonb_build_object('contact_ids', jsonb_build_array(
  tests.id('ann'), tests.id('unreachable'), tests.id('by_bsuid'), tests.id('ann'), tests.id('ann')))));

select tests.act_as('manager');
select results_eq(
  $$select (c).status, (c).duplicates, (c).started_at from (select public.launch_campaign(tests.id('campaign')) as c) as launched$$,
  $$select 'running', 2, now()$$, 'the campaign runs, and tells how many it was given twice'
);
select is(
  (select array_agg(r.position || ' ' || coalesce(r.skip_reason, 'send') order by r.position) from public.campaign_recipients r),
  array['1 send', '2 send', '3 invalid_recipient'], 'one row a contact; who cannot be reached comes last'
);
select is((select count(distinct message_id)::int from public.campaign_recipients), 3, 'each has the id of its message');
select is(
  (select array[audience, queued, skipped, accepted, failed, canceled, unknown] from public.campaign_stats), array[3, 2, 1, 0, 0, 0, 0],
    'the funnel'
);
select is(
  (select array_agg(status || ' ' || coalesce(skip_reason, '') order by position) from public.campaign_messages),
  array['queued ', 'queued ', 'skipped invalid_recipient'], 'and each recipient''s state'
);

select tests.become('none');
select is(
  (select is_rung from private.doorbells where task = 'outbox/pump' and key = tests.id('number_a1')::text), true,
    'the number''s pump is called'
);
select tests.add_contact('a1');
select tests.act_as('manager');
select public.launch_campaign(tests.id('campaign'));
select is((select count(*)::int from public.campaign_recipients), 3, 'a second launch and a contact added later change nothing');
select is((select audience from public.campaign_stats), 3, 'nor the counts');

select * from finish();
