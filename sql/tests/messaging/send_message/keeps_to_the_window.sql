select plan(10);
select tests.build_world();
select tests.keep('ann', tests.add_contact('a1', '+15550101')), tests.keep('nobody', tests.add_contact('a1', bsuid => 'US.x'));
update public.contacts set bsuid = null where id = tests.id('nobody');
select tests.act_as('agent');

create function pg_temp.sent(type text, person text default 'ann') returns text
language sql volatile
as $$
  select tests.error_of(format('select public.send_message(%L)', jsonb_build_object('whatsapp_account_id', tests.id('number_a1'),
    'contact_id', tests.id(person), 'type', type, type, case type
      when 'text' then '{"body": "Hi"}'
      when 'image' then '{"id": "1"}'
      when 'interactive' then '{"type": "location_request_message", "body": {"text": "Where?"}, "action": {"name": "send_location"}}'
      when 'reaction' then '{"message_id": "wamid.1", "emoji": "x"}'
      else '{"name": "greeting_a1", "language": {"code": "en"},
        "components": [{"type": "body", "parameters": [{"type": "text", "text": "Ann"}]}]}' end::jsonb)))
$$;

select is(pg_temp.sent('text'), 'PT422 window_closed', 'who has never written gets no free text');
select is(pg_temp.sent('template'), 'no error', 'but a template');
select is(pg_temp.sent('template', 'nobody'), 'PT422 invalid_recipient', 'who has no address gets nothing');

select tests.become('none');
select tests.inbound('number_a1', '+15550101', at => now() - interval '23 hours 59 minutes', wamid => 'wamid.1');
select tests.act_as('agent');
select is(pg_temp.sent(type), 'no error', type || ' in the last minute of the window')
from unnest(array['text', 'image', 'interactive', 'reaction']) as type;

select tests.become('none');
update public.conversations set window_expires_at = now() where contact_id = tests.id('ann');
select tests.act_as('agent');
select is(pg_temp.sent('text'), 'PT422 window_closed', 'at its end it is closed');
select is(pg_temp.sent('template'), 'no error', 'for all but templates');

select tests.become('none');
update public.conversations set window_expires_at = now() + interval '1 hour' where contact_id = tests.id('ann');
update public.whatsapp_accounts set connection_status = 'disconnected' where id = tests.id('number_a1');
select tests.act_as('agent');
select is(pg_temp.sent('text'), 'PT409 number_not_connected', 'a number that is not connected says so');

select * from finish();
