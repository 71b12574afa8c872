-- The audience is frozen, the contacts are not: who has lost his phone or what the template needs is skipped, with the reason.
select plan(5);
select tests.build_world();
select tests.keep('ann', tests.add_contact('a1', '+15550101', name => 'Ann')), tests.keep('bob', tests.add_contact('a1', '+15550102',
  name => 'Bob')),
  tests.keep('cid', tests.add_contact('a1', '+15550103', name => 'Cid'));
select tests.keep('campaign', tests.launch(tests.draft_campaign('a1')));
update public.contacts set phone = null where id = tests.id('bob');
update public.contacts set name = ' ' where id = tests.id('cid');

select is(cardinality(tests.claim('number_a1')), 1, 'one can be sent');
select results_eq(
  'select c.contact_id, c.status, c.skip_reason from public.campaign_messages c order by c.skip_reason nulls first',
  $$values (tests.id('ann'), 'sending', null), (tests.id('bob'), 'skipped', 'invalid_recipient'), (tests.id('cid'), 'skipped',
    'missing_parameter')$$,
  'the others say why not'
);
select is((select array[queued, skipped] from public.campaign_stats), array[1, 2], 'the funnel knows');
select is(tests.count_drift(tests.id('campaign')), 'none', 'and agrees');
select is((select count(*)::int from public.messages), 1, 'no message was made for them');

select * from finish();
