-- Least privilege, stated from the roles' side: no table for anon, the functions or the worker; nothing private for clients.
select plan(13);

create function pg_temp.reachable(role text) returns text[]
language sql stable
as $$
  select coalesce(array_agg(c.oid::regclass::text order by 1), '{}')
  from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ('public', 'private') and c.relkind in ('r', 'p', 'v', 'm')
    and has_any_column_privilege(role, c.oid, 'select, insert, update, references')
$$;
create function pg_temp.callable(role text) returns text[]
language sql stable
as $$
  select coalesce(array_agg(p.proname::text order by 1), '{}')
  from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
  where n.nspname in ('public', 'private') and has_function_privilege(role, p.oid, 'execute')
$$;

select is(pg_temp.reachable(role), '{}', role || ' touches no table') from unnest(array['anon', 'wabase_functions', 'wabase_worker',
  'service_role']) as role;
select is(pg_temp.callable(role), '{}', role || ' calls nothing') from unnest(array['anon', 'service_role']) as role;
select is(
  (select array_agg(t order by t) from unnest(pg_temp.reachable('authenticated')) as t where t like 'private.%'),
    array['private.campaign_paces', 'private.campaign_status_deltas'],
  'of private a member reads what the funnel is made of, under RLS'
);
select is(
  (select count(*)::int from unnest(pg_temp.callable('authenticated')) as f
    where f ~ 'webhook|outbox|record_send|settle|connect|raw_event|worker|partition'), 0,
  'and calls nothing of the pipeline'
);
select is(has_schema_privilege('anon', 'private', 'usage'), false, 'anon does not enter private');
select is(has_schema_privilege(role, 'graphile_worker', 'usage'), false, role || ' does not reach the queue')
from unnest(array['anon', 'authenticated', 'wabase_functions']) as role;
select is(
  (select bool_or(rolsuper or rolbypassrls or rolcreaterole) from pg_catalog.pg_roles where rolname in ('wabase_functions',
    'wabase_worker')), false,
  'our roles have no power of their own'
);

select * from finish();
