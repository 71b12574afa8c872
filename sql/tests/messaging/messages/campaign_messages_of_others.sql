-- A campaign's messages are for who may see campaigns; partitions are not a way around the policies.
select plan(5);
select tests.build_world();
select tests.launch_to('a1', 2);
select tests.claim('number_a1');

create function pg_temp.seen() returns int
language sql stable
as $$ select count(*)::int from public.messages $$;

select tests.act_as('analyst');
select is(pg_temp.seen(), 2, 'an analyst sees them');
select tests.act_as('manager_a2');
select is(pg_temp.seen(), 0, 'a manager of the other brand does not');
select tests.act_as('agent');
select is(pg_temp.seen(), 0, 'nor does an agent, while there is no conversation');
select tests.act_as('owner_b');
select is(pg_temp.seen(), 0, 'nor does the other organization');

select tests.become('none');
select is(
  (select bool_or(has_table_privilege(role, i.inhrelid, 'select'))
    from pg_catalog.pg_inherits i, unnest(array['anon', 'authenticated']) as role
    where i.inhparent in ('public.messages'::regclass, 'private.raw_events'::regclass)),
  false, 'no client can read a partition directly'
);

select * from finish();
