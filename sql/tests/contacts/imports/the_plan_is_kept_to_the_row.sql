select plan(9);
select tests.build_world();
insert into public.subscriptions (organization_id, plan_key, status, limit_overrides)
values (tests.id('org_a'), 'growth', 'active', '{"contacts": 5}')
on conflict (organization_id) do update set plan_key = 'growth', status = 'active', limit_overrides = '{"contacts": 5}';
select tests.add_contact('a1'), tests.add_contact('a2');

create function pg_temp.import(state text) returns uuid
language sql volatile
as $$
  with made as (
    insert into public.contact_imports (organization_id, brand_id, created_by, file_name, storage_path, state)
    values (tests.id('org_a'), tests.id('a1'), tests.id('manager'), 'people.csv', 'p', import.state) returning id
  )
  select tests.keep('import', id) from made
$$;
create function pg_temp.apply(n int) returns text
language sql volatile
as $$
  select private.import_contacts(tests.id('import'), 0, n + 1, (
    select jsonb_agg(jsonb_build_object('row_number', s + 1, 'phone', '+49151123456' || lpad(s::text, 2, '0'))) from generate_series(1,
      n) as s),
    '[]')
$$;
create function pg_temp.counts() returns text
language sql stable
as $$ select format('%s created, %s failed', i.rows_created,
  i.rows_failed) from public.contact_imports i where i.id = tests.id('import') $$;

select pg_temp.import('dry_run');
select is(pg_temp.apply(10), 'dry_run', 'a dry run of ten where three are left');
select is(pg_temp.counts(), '3 created, 7 failed', 'tells so');
select pg_temp.import('running');
select is(pg_temp.apply(10), 'running', 'the run');
select is(pg_temp.counts(), '3 created, 7 failed', 'makes three');
select is((select count(*)::int from public.contacts where organization_id = tests.id('org_a')), 5, 'the limit is reached, not exceeded');
select is((select sum(used)::int from public.usage_counters where organization_id = tests.id('org_a') and metric = 'contacts'), 5,
  'and counted so');
select results_eq(
  $$ select min(row_number), max(row_number), min(code) from public.contact_import_errors where import_id = tests.id('import') $$,
  $$ values (5, 11, 'contacts_limit_reached') $$, 'the first rows of the file got in, the others say why not');

update public.subscriptions set overage = '{"contacts": {"policy": "bill"}}' where organization_id = tests.id('org_a');
select pg_temp.import('running');
select pg_temp.apply(10);
select is(pg_temp.counts(), '7 created, 0 failed', 'where more is billed, nobody is turned away');
select is(private.free_quota(tests.id('org_a'), 'contacts'), null, 'because nothing limits it');

select * from finish();
