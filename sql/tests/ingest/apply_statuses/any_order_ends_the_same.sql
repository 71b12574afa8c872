-- Meta promises no order and sends things twice: every permutation of a message's statuses, one by one or together, ends in one row.
select plan(3);
select tests.build_world();

create function pg_temp.permutations(items text[]) returns setof text[]
language sql immutable
as $$
  with recursive built as (
    select array[item] as done from unnest(items) as item
    union all
    select done || item from built, unnest(items) as item where not item = any (done)
  )
  select done from built where cardinality(done) = cardinality(items)
$$;
create temporary table history on commit drop as
select row_number() over () as n, p.statuses, together
from (select pg_temp.permutations(array['sent', 'delivered', 'read', 'failed']) as statuses union all
  select pg_temp.permutations(array['sent', 'failed']) union all select pg_temp.permutations(array['sent', 'delivered', 'read'])) as p,
  unnest(array[true, false]) as together;
select tests.keep('campaign', tests.launch_to('a1', (select count(*)::int from history)));
create temporary table message on commit drop as
select h.*, c.id from history h join (select row_number() over () as n, id from unnest(tests.claim('number_a1')) as id) as c using (n);
select tests.record(array(select id from message where n % 3 > 0), 'accepted');

create function pg_temp.time_of(status text) returns timestamptz
language sql immutable
as $$
  select '2026-01-01T00:00:00Z'::timestamptz
    + array_position(array['sent', 'delivered', 'read', 'failed'], status) * interval '1 minute'
$$;
select private.apply_statuses((select jsonb_agg(tests.status_item(id, status, pg_temp.time_of(status)) order by position)
  from unnest(statuses || statuses) with ordinality as s (status, position))) from message where together;
select tests.report(id, status, pg_temp.time_of(status))
from message, unnest(statuses || statuses[1:2]) with ordinality as s (status, position) where not together order by n, position;

select results_eq(
  $$select distinct (select array_agg(s order by s) from unnest(m.statuses) as s) as seen, x.status, x.sent_at, x.delivered_at, x.read_at,
    x.failed_at,
      x.wamid = 'wamid.' || x.id, x.error_code
    from message m join public.messages x using (id) order by seen$$,
  $$values
    (array['delivered', 'failed', 'read', 'sent'], 'read', pg_temp.time_of('sent'), pg_temp.time_of('delivered'), pg_temp.time_of('read'),
      pg_temp.time_of('failed'), true, 131026),
    (array['delivered', 'read', 'sent'], 'read', pg_temp.time_of('sent'), pg_temp.time_of('delivered'), pg_temp.time_of('read'), null,
      true, null),
    (array['failed', 'sent'], 'failed', pg_temp.time_of('sent'), null, null, pg_temp.time_of('failed'), true, 131026)$$,
  'one row for each set of statuses, whatever the order'
);
select is((select count(*)::int from private.outbox), 0, 'nothing is left to send');
select is(tests.count_drift(tests.id('campaign')), 'none', 'and the counts agree');

select * from finish();
