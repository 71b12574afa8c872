select plan(3);
select tests.build_world();
select tests.inbound('number_a1', '+15550101');
select tests.act_as('agent');
select public.send_message(jsonb_build_object('conversation_id', (select id from public.conversations), 'type', 'text', 'text',
  '{"body": "secret"}'::jsonb));
select tests.become('none');
select tests.keep('message', (tests.claim('number_a1'))[1]);
select tests.report(tests.id('message'), 'delivered');

select results_eq(
  $$select * from tests.announced('a1', 'status')$$,
  $$select jsonb_build_object('message_id', id, 'conversation_id', conversation_id, 'status', 'delivered')
    from public.messages where id = tests.id('message')$$,
  'who has the conversation open sees the tick, with ids only'
);
select is((select status from public.messages where id = tests.id('message')), 'delivered',
  'an agent''s message, reported before its result');
select is((select count(*)::int from private.outbox), 0, 'is settled');

select * from finish();
