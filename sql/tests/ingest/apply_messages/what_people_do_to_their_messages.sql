-- Edits, revocations and reactions are shown on the message they are about, before or after it comes, the latest of each.
select plan(9);
select tests.build_world();

create function pg_temp.act(wamid text, seconds int, type text, content jsonb, body text default null) returns jsonb
language sql volatile
as $$
  select tests.inbound('number_a1', '+15550101', 'US.ann', '2026-11-20T10:00:00Z'::timestamptz + make_interval(secs => seconds), wamid,
    jsonb_build_object('type', type, 'content', content, 'body', body))
$$;
create function pg_temp.shown() returns text
language sql stable
as $$
  select concat_ws(' | ', body, content -> 'text' ->> 'body', original ->> 'body', extract(second from edited_at)::int,
    extract(second from revoked_at)::int,
    (select string_agg(concat(r ->> 'from', ' ', r ->> 'emoji'), ', ') from jsonb_array_elements(reactions) r))
  from public.messages where wamid = 'wamid.1'
$$;
create function pg_temp.edit(wamid text, seconds int, words text) returns jsonb
language sql volatile
as $$
  select pg_temp.act(wamid, seconds, 'edit', jsonb_build_object('edit', jsonb_build_object('original_message_id', 'wamid.1',
    'message', jsonb_build_object('type', 'text', 'text', jsonb_build_object('body', words)))), words)
$$;

select pg_temp.edit('wamid.3', 5, 'second');
select pg_temp.act('wamid.4', 6, 'reaction', '{"reaction": {"message_id": "wamid.1", "emoji": "👍"}}', '👍');
select is((select count(*)::int from public.messages), 0, 'what is done to a message not yet there makes no message');
select pg_temp.act('wamid.1', 0, 'text', '{"text": {"body": "first"}}', 'first');
select is(pg_temp.shown(), 'second | second | first | 5 | contact 👍', 'and is shown when it comes');
select pg_temp.edit('wamid.2', 2, 'between');
select is(pg_temp.shown(), 'second | second | first | 5 | contact 👍', 'an older edit that comes late changes nothing');
select pg_temp.edit('wamid.5', 9, 'third');
select is(pg_temp.shown(), 'third | third | first | 9 | contact 👍', 'a newer one does, and the first words are kept');
select pg_temp.act('wamid.6', 7, 'reaction', '{"reaction": {"message_id": "wamid.1"}}');
select pg_temp.act('wamid.4', 6, 'reaction', '{"reaction": {"message_id": "wamid.1", "emoji": "👍"}}', '👍');
select is(pg_temp.shown(), 'third | third | first | 9', 'a reaction that was taken back stays away when the older one is repeated');
select pg_temp.act('wamid.7', 11, 'revoke', '{"revoke": {"original_message_id": "wamid.1"}}');
select is(pg_temp.shown(), 'third | third | first | 9 | 11', 'a revocation is shown, its time with it');
select results_eq('select unread_count, window_expires_at from public.conversations',
  $$values (1, '2026-11-21T10:00:07Z'::timestamptz)$$, 'one message to read; a reaction is a sign of life that moves the window');

select pg_temp.act('wamid.8', 12, 'text', '{"text": {"body": "in a group"}}', 'in a group'), tests.inbound('number_a1', '+15550102', null,
  now(), 'wamid.9', '{"group_id": "group-1"}');
select results_eq($$select group_id, conversation_id from public.messages where wamid = 'wamid.9'$$, $$values ('group-1', null::uuid)$$,
  'a message of a group belongs to no conversation');
select is((select count(*)::int from public.conversations), 1, 'and opens none');

select * from finish();
