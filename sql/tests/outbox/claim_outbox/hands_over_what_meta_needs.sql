select plan(6);
select tests.build_world();
select tests.keep('ann', tests.add_contact('a1', '+15550101', name => 'Ann')), tests.keep('bob', tests.add_contact('a1',
  bsuid => 'US.bob', name => 'Bob'));
select tests.keep('campaign', tests.launch(tests.draft_campaign('a1')));

select tests.become('wabase_worker');
create temporary table claimed on commit drop as
select * from private.claim_outbox(tests.id('number_a1'), 10, '0e000000-0000-7000-8000-000000000001');
select results_eq(
  'select attempts, phone, bsuid, type, content, context_wamid, campaign_id from claimed order by phone',
  $$select 1, phone, bsuid, 'template', jsonb_build_object('template', jsonb_build_object('name', 'greeting_a1', 'language',
    '{"code": "en"}'::jsonb,
      'components', jsonb_build_array(jsonb_build_object('type', 'body', 'parameters', jsonb_build_array(jsonb_build_object('type',
        'text', 'text', name)))))),
      null::text, tests.id('campaign')
    from (values ('+15550101', null, 'Ann'), (null, 'US.bob', 'Bob')) as c (phone, bsuid, name)$$,
  'address, filled template and campaign of each recipient'
);
select tests.become('none');
select results_eq(
  'select m.id, m.contact_id, m.direction, m.type, m.body, m.status, m.attempts, m.conversation_id from public.messages m order by m.body',
  $$select r.message_id, r.contact_id, 'outbound', 'template', 'Hi ' || c.name, 'sending', 1::smallint, null::uuid
    from public.campaign_recipients r join public.contacts c on c.id = r.contact_id order by c.name$$,
  'the message exists before Meta is called, with the id given out at launch and the words the recipient reads'
);
select results_eq(
  'select status, claimed_by, attempts, count(*)::int from private.outbox group by 1, 2, 3',
  $$values ('sending', '0e000000-0000-7000-8000-000000000001'::uuid, 1::smallint, 2)$$, 'and is marked as in flight by this worker'
);
select is(tests.claim('number_a1'), '{}', 'nobody gets it a second time');
select is(
  (select jsonb_build_array(queued, accepted) from public.campaign_stats), '[2, 0]', 'in flight counts as waiting in the funnel'
);
select tests.act_as('owner');
select is(
  tests.error_of(format('select private.claim_outbox(%L, 1, %L)', tests.id('number_a1'), private.new_id())), '42501', 'clients do not claim'
);

select * from finish();
