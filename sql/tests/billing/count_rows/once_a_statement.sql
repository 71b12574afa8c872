select plan(3);
select tests.build_world();

create function pg_temp.writes() returns bigint
language sql volatile
as $$
  select pg_stat_get_xact_tuples_inserted('public.usage_counters'::regclass) +
    pg_stat_get_xact_tuples_updated('public.usage_counters'::regclass)
$$;
create function pg_temp.writes_of(statement text) returns bigint
language plpgsql volatile
as $$
declare
  v_before bigint := pg_temp.writes();
begin
  execute statement;
  return pg_temp.writes() - v_before;
end
$$;

select cmp_ok(pg_temp.writes_of(format(
  'insert into public.contacts (organization_id, brand_id, phone) select %L, %L, ''+1555'' || g from generate_series(100000, 104999) as g',
  tests.id('org_a'), tests.id('a1'))), '<', 4::bigint, 'five thousand contacts are counted at once');
select tests.keep('draft', tests.draft_campaign('a1'));
select tests.act_as('owner');
select cmp_ok(pg_temp.writes_of(format('select public.launch_campaign(%L)', tests.id('draft'))), '<', 9::bigint, 'and launched to at once');
select tests.become('none');
select is((select sum(used)::int from public.usage_counters where organization_id = tests.id('org_a') and metric = 'contacts'), 5000,
  'each of them');

select * from finish();
