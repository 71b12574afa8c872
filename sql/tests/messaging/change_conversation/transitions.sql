select plan(27);
select tests.build_world();
select tests.inbound('number_a1', '+15550101', at => now() - interval '1 hour');
select tests.keep('conversation', id) from public.conversations;

create function pg_temp.state() returns text
language sql stable
as $$ select concat_ws(' ', status, opening, snoozed_until is not null) from public.conversations where id = tests.id('conversation') $$;
create function pg_temp.call(name text, more text default '') returns text
language sql stable
as $$ select format('select public.%s(%L%s)', name, tests.id('conversation'), more) $$;

select tests.act_as('agent');
select lives_ok(pg_temp.call('hold_conversation'), 'an agent makes it pending');
select is(pg_temp.state(), 'pending 1 f', 'pending');
select lives_ok(pg_temp.call('snooze_conversation', ', now() + interval ''1 hour'''), 'snoozes it');
select is(pg_temp.state(), 'snoozed 1 t', 'snoozed');
select lives_ok(pg_temp.call('close_conversation'), 'closes it');
select is(pg_temp.state(), 'closed 1 f', 'closed');
select lives_ok(pg_temp.call('close_conversation'), 'closing it again is no error');
select tests.become('none');
select is((select count(*)::int from tests.announced('a1', 'conversation')), 3, 'and tells nobody anything new');
select tests.act_as('agent');
select lives_ok(pg_temp.call('reopen_conversation'), 'opens it again');
select is(pg_temp.state(), 'open 2 f', 'a second opening');
select is(tests.error_of(pg_temp.call('snooze_conversation', ', ' || until)), 'PT422 snooze_invalid', 'not snoozed until ' || until)
from unnest(array['now()', 'null', 'now() + interval ''2 years''', '''infinity''']) as until;

select tests.become('none');
select is(private.wake_conversations(), 0, 'nothing to wake');
update public.conversations set status = 'snoozed', snoozed_until = now() + interval '1 second' where id = tests.id('conversation');
select is(private.wake_conversations(), 0, 'not before its time');
update public.conversations set snoozed_until = now() where id = tests.id('conversation');
select is(private.wake_conversations(), 1, 'a snooze ends');
select is(pg_temp.state(), 'open 2 f', 'it is the same opening');
select is(private.wake_conversations(), 0, 'once');

update public.conversations set assigned_to = tests.id('colleague_member') where id = tests.id('conversation');
select tests.act_as('agent');
select is(tests.error_of(pg_temp.call('close_conversation')), '42501 permission_denied', 'what is a colleague''s is left alone');
select tests.act_as('manager');
select is(tests.error_of(pg_temp.call('close_conversation')), 'no error', 'a manager may');
create function pg_temp.refused(person text, name text) returns text
language plpgsql volatile
as $$
begin
  perform tests.act_as(person);
  return tests.error_of(pg_temp.call(name));
end
$$;
select is(pg_temp.refused(person, name), '42501 permission_denied', person || ': ' || name)
from (values ('analyst', 'close_conversation'), ('manager_a2', 'reopen_conversation'), ('owner_b', 'mark_conversation_read'),
  ('stranger', 'show_typing'), ('biller', 'hold_conversation')) as t (person, name);
select is(tests.error_of('select public.close_conversation(gen_random_uuid())'), '42501 permission_denied', 'nor one that is not there');

select * from finish();
