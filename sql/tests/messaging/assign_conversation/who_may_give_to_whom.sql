select plan(16);
select tests.build_world();
select tests.inbound('number_a1', '+15550101');
select tests.keep('conversation', id) from public.conversations;

create function pg_temp.give(person text, member text) returns text
language plpgsql volatile
as $$
declare
  v_error text;
begin
  perform tests.act_as(person);
  v_error := tests.error_of(format('select public.assign_conversation(%L, %s)', tests.id('conversation'),
    case when member is null then 'null' else quote_literal(tests.id(member || '_member')) end));
  perform tests.become('none');
  return v_error;
end
$$;
create function pg_temp.now_of(member text) returns void
language sql volatile
as $$ update public.conversations set assigned_to = case when member is not null then tests.id(member || '_member') end $$;

select is(pg_temp.give('agent', 'agent'), 'no error', 'an agent takes what is nobody''s');
select is(pg_temp.give('agent', 'colleague'), '42501 permission_denied', 'and does not give it to others');
select pg_temp.now_of('agent');
select is(pg_temp.give('agent', 'colleague'), 'no error', 'he hands on what is his');
select is(pg_temp.give('agent', null), 'no error', 'or gives it back');
select is(pg_temp.give('colleague', 'colleague'), '42501 permission_denied', 'a colleague does not take it from him');
select is(pg_temp.give('manager', 'colleague'), 'no error', 'a manager does');
select is(pg_temp.give('manager', member), 'PT422 member_not_in_brand', member || ' cannot answer there')
from unnest(array['manager_a2', 'owner_b', 'biller', 'analyst']) as member;
update public.members set status = 'disabled' where id = tests.id('colleague_member');
select is(pg_temp.give('manager', 'colleague'), 'PT422 member_not_in_brand', 'nor does a disabled member');
select is(pg_temp.give('analyst', 'analyst'), '42501 permission_denied', 'who does not answer takes nothing');
select is(pg_temp.give('owner_b', 'owner_b'), '42501 permission_denied', 'nor does another organization');

select tests.act_as('manager');
select public.assign_conversation(tests.id('conversation'), tests.id('manager_member'));
select tests.become('none');
select results_eq($$select assigned_to, assigned_at from public.conversations$$, $$values (tests.id('manager_member'), now())$$,
  'it is his');
select results_eq(
  $$select topic, event from realtime.messages where topic like 'agent:%'$$,
  $$values ('agent:' || tests.id('manager_member'), 'assignment')$$, 'he is told');
delete from public.members where id = tests.id('manager_member');
select is((select assigned_to from public.conversations), null, 'and it is nobody''s when he leaves');

select * from finish();
