-- Who is not heard of counts as offline; the next sign of life brings back what he said.
select plan(10);
select tests.build_world();

create function pg_temp.availability(person text) returns text
language sql stable
as $$ select m.availability from public.members m where m.user_id = tests.id(person) and m.organization_id = tests.id('org_a') $$;
create function pg_temp.silence(person text) returns void
language sql volatile
as $$
  update private.member_presence set last_seen_at = now() - interval '3 minutes'
  where member_id in (select m.id from public.members m where m.user_id = tests.id(person))
$$;

select tests.act_as('agent');
select is((select availability from public.heartbeat()), 'online', 'the first heartbeat puts one online');
select tests.act_as('colleague');
select is((select availability from public.set_availability('away')), 'away', 'so does a word');
select tests.become('none');
select is(private.expire_presence(), 0, 'who was just heard of stays');

select pg_temp.silence('agent');
select is(private.expire_presence(), 1, 'who was not for two minutes is gone');
select is(pg_temp.availability('agent'), 'offline', 'and offline');
select is(
  (select count(*) from realtime.messages
    where topic = 'organization:' || tests.id('org_a') and event = 'availability' and payload ->> 'availability' = 'offline'),
  1::bigint, 'colleagues are told');
select pg_temp.silence('colleague');
select is(private.expire_presence(), 1, 'away is not forever either');
select tests.act_as('colleague');
select is((select availability from public.heartbeat()), 'away', 'back again he is what he said last');
select tests.act_as('stranger');
select is((select count(*) from public.heartbeat()), 0::bigint, 'a stranger has no seat to be present in');
select tests.become('none');
update public.members set status = 'disabled' where user_id = tests.id('agent');
select tests.act_as('agent');
select is((select count(*) from public.heartbeat()), 0::bigint, 'nor has who lost his');

select * from finish();
