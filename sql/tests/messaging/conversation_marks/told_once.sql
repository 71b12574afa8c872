-- Meta is told that a message was read, once; and that somebody types, seldom.
select plan(16);
select tests.build_world();
select tests.inbound('number_a1', '+15550101', at => now() - interval '1 hour', wamid => 'wamid.1');
select tests.keep('conversation', id) from public.conversations;

create function pg_temp.claimed() returns text[]
language sql volatile
as $$
  select array_agg(m.wamid || case when m.typing then ' typing' else '' end) from private.claim_marks(tests.id('number_a1'), 10) as m
$$;

select tests.act_as('agent');
select is((public.mark_conversation_read(tests.id('conversation'))).unread_count, 0, 'nothing is unread');
select tests.become('none');
select is((select is_rung from private.doorbells where task = 'messaging/mark' and key = tests.id('number_a1')::text), true,
  'the worker is called');
select is(pg_temp.claimed(), array['wamid.1'], 'the customer will see it');
select is(pg_temp.claimed(), null, 'it is handed out once');
select tests.act_as('agent');
select public.mark_conversation_read(tests.id('conversation'));
select tests.become('none');
select is(pg_temp.claimed(), null, 'nothing new to tell');
select tests.inbound('number_a1', '+15550101', wamid => 'wamid.2'), tests.inbound('number_a1', '+15550101', wamid => 'wamid.3');
select tests.act_as('agent');
select public.mark_conversation_read(tests.id('conversation'));
select tests.become('none');
select is(pg_temp.claimed(), array['wamid.3'], 'the latest stands for all before it');

select tests.act_as('agent');
select is(public.show_typing(tests.id('conversation')), true, 'typing is shown');
select is(public.show_typing(tests.id('conversation')), false, 'not with every key');
select tests.become('none');
select is(pg_temp.claimed(), array['wamid.3 typing'], 'once');
update private.conversation_marks set typing_at = now() - interval '21 seconds';
select tests.act_as('agent');
select is(public.show_typing(tests.id('conversation')), true, 'after 20 seconds again');
select tests.become('none');
update private.conversation_marks set typing_at = now() - interval '11 seconds';
select is(pg_temp.claimed(), array['wamid.3'], 'a worker that comes late shows nothing that is over');

select private.retry_marks(tests.id('number_a1'), array[tests.id('conversation')], array['wamid.3'], 0);
select is(pg_temp.claimed(), array['wamid.3'], 'what Meta did not take is tried again');
update private.conversation_marks set attempts = 3;
select private.retry_marks(tests.id('number_a1'), array[tests.id('conversation')], array['wamid.3'], 0);
select is(pg_temp.claimed(), null, 'not for ever');
update private.conversation_marks set is_due = true, attempts = 0;
update public.whatsapp_accounts set is_paused = true, pause_reason = 'test' where id = tests.id('number_a1');
select is(pg_temp.claimed(), null, 'nor while the number is paused');

update public.conversations set window_expires_at = now();
update private.conversation_marks set typing_at = null;
select tests.act_as('agent');
select is(public.show_typing(tests.id('conversation')), false, 'outside of the window nobody sees us typing');
select tests.become('none');
select tests.launch_to('a1', 1);
update public.conversations set last_inbound_wamid = null, unread_count = 1;
select tests.act_as('agent');
select is((public.mark_conversation_read(tests.id('conversation'))).unread_count, 0, 'who never wrote is told nothing');

select * from finish();
