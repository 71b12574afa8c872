select plan(12);
select tests.build_world();
select tests.stand_in_queue();
select tests.inbound('number_a1', '+15550101');
select tests.keep('conversation', id) from public.conversations where brand_id = tests.id('a1');
select tests.act_as('owner');
select tests.keep('message', (public.send_message(jsonb_build_object('conversation_id', tests.id('conversation'), 'type', 'text',
  'text', '{"body": "Hi"}'::jsonb)) ->> 'message_id')::uuid);
select is(tests.error_of($$select public.retry_message(tests.id('message'))$$), 'PT409 message_not_failed', 'what waits is not sent again');
select tests.become('none');
select tests.record(tests.claim('number_a1'), 'failed', 'permanent', 131000);

select tests.act_as('owner');
select results_eq($$select message_id, error_class, error_code, error_message from public.dead_letters$$,
  $$values (tests.id('message'), 'permanent', 131000, 'refused')$$, 'a message that failed for good is a dead letter, with its reason');
create temp table again as select public.retry_message(tests.id('message')) as r;
grant select on again to public;
select isnt((select r ->> 'message_id' from again), tests.id('message')::text, 'it is sent again as a message of its own');
select is((select content from public.messages where id = (select (r ->> 'message_id')::uuid from again)), '{"text": {"body": "Hi"}}',
  'that says the same');
select is((select count(*)::int from public.dead_letters), 0, 'and is no dead letter any more');
select is(public.retry_message(tests.id('message')), (select r || '{"duplicate": true}' from again), 'asked again, nothing more is sent');
select tests.become('none');
select is((select count(*)::int from private.outbox where status = 'queued'), 1, 'once');
select tests.record(tests.claim('number_a1'), 'failed', 'permanent', 131000);
update public.conversations set window_expires_at = now() where id = tests.id('conversation');
select tests.act_as('owner');
select is(tests.error_of(format('select public.retry_message(%L)', (select r ->> 'message_id' from again))), 'PT422 window_closed',
  'what may not be sent now is not sent again either');

select tests.become('none');
select tests.launch_to('a1', 1);
select tests.keep('of_campaign', (tests.claim('number_a1'))[1]);
select tests.record(array[tests.id('of_campaign')], 'failed', 'permanent', 132000);
select tests.act_as('owner');
select is(tests.error_of($$select public.retry_message(tests.id('of_campaign'))$$), 'PT409 message_of_campaign',
  'messages of campaigns are retried there');
select tests.act_as('analyst');
select is(tests.error_of($$select public.retry_message(tests.id('message'))$$), '42501 permission_denied',
  'who may not write sends nothing');
select tests.act_as('owner_b');
select is(tests.error_of($$select public.retry_message(tests.id('message'))$$), '42501 permission_denied', 'nor another organization');
select tests.sign_out();
select is(tests.error_of($$select public.retry_message(tests.id('message'))$$), '42501', 'nor anon');

select * from finish();
