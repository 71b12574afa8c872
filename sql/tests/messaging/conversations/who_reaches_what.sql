-- An agent sees what is his and what is nobody's; the rest of the inbox is for conversations.view_all.
select plan(19);
select tests.build_world();
select tests.inbound('number_a1', '+15550101'), tests.inbound('number_a1', '+15550102'), tests.inbound('number_a1', '+15550103');
select tests.inbound('number_a2', '+15550104'), tests.inbound('number_b1', '+15550105');
update public.conversations c
set assigned_to = case k.phone when '+15550101' then tests.id('agent_member') else tests.id('colleague_member') end
from public.contacts k where k.id = c.contact_id and k.phone in ('+15550101', '+15550102');

create function pg_temp.seen() returns text[]
language sql stable
as $$
  select coalesce(array_agg(right(k.phone, 1) order by k.phone), '{}')
  from public.conversations c join public.contacts k on k.id = c.contact_id
$$;
create function pg_temp.messages_seen() returns int
language sql stable
as $$ select count(*)::int from public.messages $$;

select tests.act_as('owner');
select is(pg_temp.seen(), array['1', '2', '3', '4'], 'the owner sees all conversations of his brands');
select is(pg_temp.messages_seen(), 4, 'and their messages');
select tests.act_as('manager_a2');
select is(pg_temp.seen(), array['4'], 'a manager all of his brand');
select tests.act_as('agent');
select is(pg_temp.seen(), array['1', '3'], 'an agent his own and the unassigned ones of his brand');
select is(pg_temp.messages_seen(), 2, 'and no message of another conversation');
select tests.act_as('colleague');
select is(pg_temp.seen(), array['2', '3'], 'a colleague likewise');
select tests.act_as('biller');
select is(pg_temp.seen(), '{}', 'billing sees none');
select is(pg_temp.messages_seen(), 0, 'and reads no message');
select tests.act_as('owner_b');
select is(pg_temp.seen(), array['5'], 'the other organization sees its own');
select is(pg_temp.messages_seen(), 1, 'and reads its own');
select tests.act_as('stranger');
select is(pg_temp.seen(), '{}', 'a stranger sees none');

select tests.act_as('owner');
select is(tests.error_of(statement), '42501', statement)
from unnest(array[
  'insert into public.conversations (status) values (''open'')',
  'update public.conversations set window_expires_at = now() + interval ''1 year''',
  'delete from public.conversations',
  'insert into public.messages (body) values (''x'')',
  'update public.messages set status = ''read''',
  'delete from public.messages'
]) as statement;
select tests.sign_out();
select is(tests.error_of('select * from public.conversations'), '42501', 'anon sees no conversation');
select is(tests.error_of('select * from public.messages'), '42501', 'and no message');

select * from finish();
