-- The log as a file: in pages, filtered, safe to open in a spreadsheet.
select plan(20);
select tests.build_world();
update public.subscriptions set plan_key = 'unlimited' where organization_id = tests.id('org_a');

create function pg_temp.export(filters jsonb default '{}', organization text default 'org_a') returns text[]
language sql volatile
as $$
  select string_to_array(
    rtrim(public.export_audit_csv(jsonb_build_object('organization_id', tests.id(organization)) || filters), E'\r\n'), E'\r\n')
$$;
create function pg_temp.refusal(filters jsonb, organization text default 'org_a') returns text
language sql volatile
as $$
  select tests.error_of(
    format('select public.export_audit_csv(%L)', jsonb_build_object('organization_id', tests.id(organization)) || filters))
$$;

select tests.act_as('owner');
select set_config('request.headers', '{"x-request-id": "=cmd|calc"}', true);
insert into public.contacts (organization_id, brand_id, name, source)
select tests.id('org_a'), tests.id('a1'), 'Contact ' || n, '"quoted", a' from generate_series(1, 3) as n;
select set_config('request.headers', '{}', true);
insert into public.contacts (organization_id, brand_id, name) values (tests.id('org_a'), tests.id('a2'), 'In A2');

select is((pg_temp.export())[1], 'id,at,actor_kind,actor_id,action,entity,entity_id,brand_id,before,after,request_id', 'a header first');
select is(cardinality(pg_temp.export()), 5, 'then a line an entry');
select matches(
  (pg_temp.export())[2],
  '^"[0-9a-f-]{36}","\d{4}-\d\d-\d\dT[0-9:.]+Z","user","' || tests.id('owner') || '","insert","contacts","[0-9a-f-]{36}","'
    || tests.id('a1') || '","",".*","''=cmd\|calc"$',
  'every cell quoted; what a spreadsheet would run is not run'
);
select matches((pg_temp.export())[2], '""source"": ""\\""quoted\\"", a""', 'quotes are doubled');
select is(cardinality(pg_temp.export('{"limit": 2}')), 3, 'a page is as long as asked');
select is(
  (with first as (select pg_temp.export('{"limit": 3}') as lines)
    select pg_temp.export(jsonb_build_object('after', substr(lines[4], 2, 36))) from first),
  (pg_temp.export())[5:5], 'the next one goes on after the last id, without a header'
);
select is(cardinality(pg_temp.export(jsonb_build_object('brand_id', tests.id('a2')))), 2, 'filtered by brand');
select is(cardinality(pg_temp.export('{"entity": "campaigns"}')), 1, 'by table');
select is(cardinality(pg_temp.export('{"action": "insert", "entity": "contacts"}')), 5, 'by action');
select is(cardinality(pg_temp.export(jsonb_build_object('actor_id', tests.id('admin')))), 1, 'by actor');
select is(cardinality(pg_temp.export(jsonb_build_object('from', now() + interval '1 hour'))), 1, 'by time');
select is(cardinality(pg_temp.export(jsonb_build_object('until', now() + interval '1 hour'))), 5, 'until a time');
select is(pg_temp.refusal('{"from": "soon"}'), 'PT422 audit_filters_invalid', 'a time that is none is told');
select is(pg_temp.refusal('{"brand_id": "x"}'), 'PT422 audit_filters_invalid', 'so is an id');
select is(pg_temp.refusal('{"colour": 1}'), 'PT422 audit_filters_invalid', 'and a filter that does not exist');
select tests.act_as('owner', 'a2');
select is(cardinality(pg_temp.export()), 2, 'x-brand-id narrows the export');

select tests.act_as('manager');
select is(pg_temp.refusal('{}'), '42501 permission_denied', 'without audit.view there is none');
select tests.act_as('owner_b');
select is(pg_temp.refusal('{}'), '42501 permission_denied', 'nor for another organization');
select is(pg_temp.refusal('{}', 'org_b'), 'PT402 plan_feature_missing', 'nor without the feature audit_export');
select tests.become('none');
select is(private.csv_cell(E'\ta') || private.csv_cell('+1') || private.csv_cell('-1') || private.csv_cell('@a') || private.csv_cell(null),
  E'"''\ta""''+1""''-1""''@a"""', 'every sign that starts a formula is guarded');

select * from finish();
