-- A limit of things that exist is told once each time it is reached.
select plan(4);
select tests.build_world();
update public.subscriptions set plan_key = 'unlimited', status = 'active', limit_overrides = '{"contacts": 10}'
where organization_id = tests.id('org_a');

create function pg_temp.told() returns text[]
language sql stable
as $$
  select coalesce(array_agg(detail ->> 'percent' order by (detail ->> 'percent')::int), '{}') from public.alerts
  where organization_id = tests.id('org_a') and detail ->> 'metric' = 'contacts'
$$;

insert into public.contacts (organization_id, brand_id, name)
select tests.id('org_a'), tests.id('a1'), 'Contact ' || n from generate_series(1, 10) as n;
select is(pg_temp.told(), array['80', '100'], 'reached, it is told');
delete from public.contacts where name = 'Contact 1';
select private.expire_subscriptions();
select is(pg_temp.told(), array['80'], 'below 100 % that is forgotten, 80 % is not');
insert into public.contacts (organization_id, brand_id, name) values (tests.id('org_a'), tests.id('a1'), 'Another');
select is(pg_temp.told(), array['80', '100'], 'and told when it is reached again');
update public.subscriptions set limit_overrides = '{"contacts": 1000}' where organization_id = tests.id('org_a');
select private.expire_subscriptions();
select is(pg_temp.told(), '{}', 'a larger plan makes all of it past');

select * from finish();
