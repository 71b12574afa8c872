select plan(8);
select tests.build_world();
select tests.keep('campaign', tests.launch_to('a1', 2)), tests.keep('other', tests.launch_to('a2', 1));

create function pg_temp.completed() returns int
language sql volatile
as $$ select count(*)::int from private.complete_campaigns(tests.id('number_a1')) $$;

select is(pg_temp.completed(), 0, 'not before it has begun');
create temporary table flight on commit drop as select n, id from unnest(tests.claim('number_a1')) with ordinality as c (id, n);
select is(pg_temp.completed(), 0, 'not while messages are in flight');
select tests.record(array(select id from flight where n = 1), 'accepted');
select tests.record(array(select id from flight where n = 2), 'unknown', 'unknown');
select is(pg_temp.completed(), 0, 'not while an outcome is unknown');
select tests.report(id, 'sent') from flight where n = 2;
select is(pg_temp.completed(), 1, 'when the last one is settled');
select is((select status from public.campaigns where id = tests.id('campaign')), 'completed', 'it is completed');
select is((select completed_at from public.campaigns where id = tests.id('campaign')), now(), 'now');
select is(pg_temp.completed(), 0, 'and only once');
select is((select status from public.campaigns where id = tests.id('other')), 'running', 'campaigns of other numbers go on');

select * from finish();
