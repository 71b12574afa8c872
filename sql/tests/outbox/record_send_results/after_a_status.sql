-- Meta's webhook can be faster than Meta's answer.
select plan(20);
select tests.build_world();
select tests.keep('campaign', tests.launch_to('a1', 16));
create temporary table flight on commit drop as
select id, status, outcome
from (select id, row_number() over () - 1 as n from unnest(tests.claim('number_a1')) as id) as claimed
join (
  select row_number() over () - 1 as n, status, outcome
  from unnest(array['sent', 'delivered', 'read', 'failed']) as status, unnest(array['accepted', 'retry', 'failed', 'unknown']) as outcome
) as pair using (n);
select tests.report(id, status) from flight;
select is((select count(*)::int from private.outbox), 0, 'a status settles the message: nothing is left to send');
select tests.record(array[id], outcome, case when outcome <> 'accepted' then 'transient' end, null, 0, 1) from flight;

select is(m.status, f.status, format('%s, then the result %s', f.status, f.outcome)) from flight f join public.messages m using (id);
select is((select count(*)::int from private.outbox), 0, 'no result brings one back');
select is((select count(*)::int from public.messages where wamid is null), 0, 'Meta''s id is known of each');
select is(tests.count_drift(tests.id('campaign')), 'none', 'and the counts agree');

select * from finish();
