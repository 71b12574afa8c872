select plan(9);
select tests.build_world();
select tests.inbound('number_a1', '+15550101'), tests.inbound('number_a2', '+15550102');
select tests.keep('conversation', id) from public.conversations where brand_id = tests.id('a1');
select tests.keep('conversation_a2', id) from public.conversations where brand_id = tests.id('a2');

create function pg_temp.send(client_message_id text, conversation text default 'conversation') returns jsonb
language sql volatile
as $$
  select public.send_message(jsonb_build_object('conversation_id', tests.id(conversation), 'type', 'text', 'text', '{"body": "Hi"}'::jsonb,
    'client_message_id', client_message_id))
$$;

select tests.act_as('owner');
create temporary table sent on commit drop as select pg_temp.send('k1') as first;
alter table sent add again jsonb;
update sent set again = pg_temp.send('k1');
select is((select again from sent), (select first || '{"duplicate": true}' from sent), 'a repeated request gets the first message');
select is((select count(*)::int from public.messages where direction = 'outbound'), 1, 'and makes no second one');
select isnt(pg_temp.send('k2') ->> 'message_id', (select first ->> 'message_id' from sent), 'another id is another message');
select is(pg_temp.send('k1', 'conversation_a2') -> 'duplicate', 'false', 'another brand has ids of its own');
select is(pg_temp.send(null) -> 'duplicate', 'false', 'without an id');
select is(pg_temp.send(null) -> 'duplicate', 'false', 'every request is a message');
select is(pg_temp.send('') -> 'duplicate', 'false', 'an empty id');
select is(pg_temp.send('') -> 'duplicate', 'false', 'is no id');

select tests.become('none');
update public.conversations set window_expires_at = now() - interval '1 hour';
update public.messages set status = 'delivered' where client_message_id = 'k1';
select tests.act_as('owner');
select is(
  pg_temp.send('k1') - 'message_id' - 'conversation_id', '{"status": "delivered", "duplicate": true}',
  'a retry after the window has closed still finds its message, and its state'
);

select * from finish();
