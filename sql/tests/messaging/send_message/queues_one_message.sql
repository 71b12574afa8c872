select plan(5);
select tests.build_world();
select tests.inbound('number_a1', '+15550101', at => now() - interval '1 hour', wamid => 'wamid.q');
select tests.keep('conversation', id), tests.keep('ann', contact_id) from public.conversations where brand_id = tests.id('a1');

select tests.act_as('agent');
create temporary table answer on commit drop as
select public.send_message(jsonb_build_object('conversation_id', tests.id('conversation'), 'type', 'text', 'text',
  '{"body": "On its way"}'::jsonb,
  'context', '{"message_id": "wamid.q"}'::jsonb)) as it;
select is((select it - 'message_id' from answer), jsonb_build_object('conversation_id', tests.id('conversation'), 'status', 'queued',
  'duplicate', false), 'the answer');
select results_eq(
  $$select id, organization_id, brand_id, whatsapp_account_id, contact_id, conversation_id, direction, type, body, content, status,
    context_wamid, sender_id from public.messages where direction = 'outbound'$$,
  $$select (it ->> 'message_id')::uuid, tests.id('org_a'), tests.id('a1'), tests.id('number_a1'), tests.id('ann'), tests.id('conversation'),
    'outbound', 'text', 'On its way', '{"text": {"body": "On its way"}}'::jsonb, 'queued', 'wamid.q', tests.id('agent_member')
      from answer$$,
  'the message is in the thread, written by the agent'
);
select tests.become('none');
select results_eq(
  $$select message_id, whatsapp_account_id, contact_id, campaign_id, priority, status, attempts from private.outbox$$,
  $$select (it ->> 'message_id')::uuid, tests.id('number_a1'), tests.id('ann'), null::uuid, 0::smallint, 'queued', 0::smallint
    from answer$$,
  'and in the outbox, before bots and campaigns'
);
select is(
  (select is_rung from private.doorbells where task = 'outbox/pump' and key = tests.id('number_a1')::text), true,
    'the number''s pump is called'
);
select is(
  (select count(*)::int from tests.announced('a1', 'message') as told where told ->> 'status' = 'queued' and not told ? 'body'), 1,
  'and the brand is told, without the text'
);

select * from finish();
