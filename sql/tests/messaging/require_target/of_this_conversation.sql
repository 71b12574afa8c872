-- Quotes and reactions are about messages of the same conversation.
select plan(8);
select tests.build_world();
select tests.inbound('number_a1', '+15550101', wamid => 'wamid.ann'), tests.inbound('number_a1', '+15550102', wamid => 'wamid.bob'),
  tests.inbound('number_b1', '+15550101', wamid => 'wamid.b');
select tests.inbound('number_a1', '+15550101', wamid => 'wamid.old', at => now() - interval '31 days');
select tests.keep('conversation', m.conversation_id) from public.messages m where m.wamid = 'wamid.ann';
select tests.act_as('agent');
create function pg_temp.sent(part jsonb) returns text
language sql volatile
as $$ select tests.error_of(format('select public.send_message(%L)', jsonb_build_object('conversation_id',
  tests.id('conversation')) || part)) $$;
create function pg_temp.quoting(wamid text) returns text
language sql volatile
as $$
  select pg_temp.sent(jsonb_build_object('type', 'text', 'text', '{"body": "Hi"}'::jsonb, 'context', jsonb_build_object('message_id',
  wamid)))
$$;
create function pg_temp.reacting(wamid text) returns text
language sql volatile
as $$ select pg_temp.sent(jsonb_build_object('type', 'reaction', 'reaction', jsonb_build_object('message_id', wamid, 'emoji', '👍'))) $$;

select is(pg_temp.quoting('wamid.ann'), 'no error', 'a quote');
select is(pg_temp.quoting('wamid.bob'), 'PT422 target_not_found', 'of another conversation');
select is(pg_temp.quoting('wamid.b'), 'PT422 target_not_found', 'of another organization');
select is(pg_temp.quoting('wamid.old'), 'no error', 'of long ago');
select is(pg_temp.reacting('wamid.ann'), 'no error', 'a reaction');
select is(pg_temp.reacting('wamid.nobody'), 'PT422 target_not_found', 'to nothing');
select is(pg_temp.reacting('wamid.old'), 'PT422 target_too_old', 'after more than 30 days');
select tests.become('none');
update public.messages set revoked_at = now() where wamid = 'wamid.ann';
select tests.act_as('agent');
select is(pg_temp.reacting('wamid.ann'), 'PT422 target_not_found', 'to what was deleted');

select * from finish();
