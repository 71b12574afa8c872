-- The frozen audience, the per-recipient view and the funnel follow the same rule: campaigns.view in the brand.
select plan(15);
select tests.build_world();
select tests.launch_to('a1', 2), tests.launch_to('a2', 3), tests.launch_to('b1', 4);

create function pg_temp.seen() returns int[]
language sql stable
as $$
  select array[(select count(*) from public.campaign_recipients), (select count(*) from public.campaign_messages),
    (select coalesce(sum(audience), 0) from public.campaign_stats)]::int[]
$$;

select tests.act_as('owner');
select is(pg_temp.seen(), array[5, 5, 5], 'the owner sees those of his brands');
select is(tests.error_of(statement), '42501', statement)
from unnest(array[
  'insert into public.campaign_recipients (position) values (1)', 'update public.campaign_recipients set skip_reason = null',
  'delete from public.campaign_recipients', 'delete from private.campaign_status_deltas',
  'insert into private.campaign_status_deltas (status, n) values (''sent'', 1)', 'select * from private.campaign_feeds'
]) as statement;
select tests.act_as('owner', 'a2');
select is(pg_temp.seen(), array[3, 3, 3], 'narrowed by the header');
select tests.act_as('manager_a2');
select is(pg_temp.seen(), array[3, 3, 3], 'a manager those of his brand');
select tests.act_as('agent');
select is(pg_temp.seen(), array[0, 0, 0], 'an agent none');
select tests.act_as('owner_b');
select is(pg_temp.seen(), array[4, 4, 4], 'the other organization its own');
select tests.act_as('stranger');
select is(pg_temp.seen(), array[0, 0, 0], 'a stranger none');
select tests.sign_out();
select is(tests.error_of('select * from public.' || relation), '42501', 'anon reads no ' || relation)
from unnest(array['campaign_recipients', 'campaign_messages', 'campaign_stats']) as relation;

select * from finish();
