select plan(21);

create function pg_temp.try(assignment text) returns text
language sql volatile
as $$ select tests.error_of(format('update public.plans set %s where key = ''free''', assignment)) $$;

select is(pg_temp.try(assignment), '23514', assignment)
from unnest(array[
  $$features = '{"telepathy": true}'$$, $$features = '{"bots": "yes"}'$$, $$features = '{"bots": null}'$$, $$features = '["bots"]'$$,
  $$features = 'true'$$, $$limits = '{"elephants": 1}'$$, $$limits = '{"contacts": "1"}'$$, $$limits = '{"contacts": -2}'$$,
  $$limits = '{"contacts": 1.5}'$$, $$limits = '{"contacts": null}'$$, $$limits = '[]'$$, $$prices = '{"weekly": 1}'$$,
  $$prices = '{"monthly": -1}'$$, $$prices = '{"currency": "usd"}'$$, $$prices = '{"custom": "yes"}'$$
]) as assignment;
select is(pg_temp.try(assignment), 'no error', assignment)
from unnest(array[
  $$features = '{"bots": true, "sales": false}'$$, $$limits = '{"contacts": -1, "brands": 0}'$$,
  $$prices = '{"currency": "EUR", "monthly": 100, "yearly": 1000, "custom": true}'$$
]) as assignment;

select is(
  (select array_agg(limit_key order by limit_key) from private.limit_catalogue()),
  (select array_agg(k order by k) from public.plans p, jsonb_object_keys(p.limits) as k where p.key = 'growth'),
    'a built-in plan says something of each limit'
);
select is((select count(*)::int from jsonb_object_keys((select features from public.plans where key = 'unlimited'))),
  cardinality(private.feature_catalogue()), 'unlimited has every feature');
select is((select array_agg(distinct value::text) from public.plans p, jsonb_each(p.limits) where p.key = 'unlimited'), array['-1'],
  'and no limit');

select * from finish();
