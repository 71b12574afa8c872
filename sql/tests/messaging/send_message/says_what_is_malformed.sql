-- Whatever a client sends, it gets an answer it can show: never Postgres's words for a failed cast.
select plan(23);
select tests.build_world();
select tests.inbound('number_a1', '+15550101');
select tests.keep('conversation', id), tests.keep('ann', contact_id) from public.conversations where brand_id = tests.id('a1');
select tests.act_as('agent');

create function pg_temp.refused(message jsonb) returns text
language sql volatile
as $$ select tests.error_of(format('select public.send_message(%L)', message)) $$;
create function pg_temp.with(part jsonb) returns jsonb
language sql stable
as $$ select jsonb_build_object('conversation_id', tests.id('conversation'), 'type', 'text', 'text', '{"body": "Hi"}'::jsonb) || part $$;

select is(pg_temp.refused(pg_temp.with('{}')), 'no error', 'the message the others are made from is good');
select is(pg_temp.refused(message::jsonb), 'PT422 message_invalid', coalesce(message, 'null'))
from unnest(array[null, 'null', '5', '"text"', '[]', '{}', '[{"type": "text"}]']) as message;
select is(pg_temp.refused(pg_temp.with(part::jsonb)), 'PT422 message_invalid', part)
from unnest(array[
  '{"type": null}', '{"type": "fax", "fax": {}}', '{"type": 7}', '{"text": null}', '{"text": "Hi"}', '{"type": "image"}',
  '{"type": "image", "image": "x"}', '{"conversation_id": "x"}', '{"conversation_id": 5}', '{"conversation_id": {}}'
]) as part;
select is(pg_temp.refused(pg_temp.with('{}') - 'text'), 'PT422 message_invalid', 'a type without its object');
select is(
  pg_temp.refused(pg_temp.with(part::jsonb || jsonb_build_object('contact_id', tests.id('ann'))) - 'conversation_id'),
    'PT422 message_invalid', part
)
from unnest(array['{"whatsapp_account_id": "x"}', '{"whatsapp_account_id": 5}']) as part;
select is(
  pg_temp.refused(pg_temp.with(jsonb_build_object('whatsapp_account_id', tests.id('number_a1'), 'contact_id', 'x')) - 'conversation_id'),
  'PT422 message_invalid', 'a contact_id that is no id'
);
select is(
  pg_temp.refused(pg_temp.with(jsonb_build_object('whatsapp_account_id', tests.id('number_a1'), 'contact_id', tests.id('ann'),
    'conversation_id', null))),
  'no error', 'a conversation_id of null is none'
);

select * from finish();
