select plan(12);
select tests.build_world();
select tests.stand_in_queue();
insert into public.contacts (organization_id, brand_id, name)
select tests.id('org_a'), tests.id('a1'), case when n % 2 = 0 then 'Even' else 'Odd' end from generate_series(1, 3000) as n;
insert into public.contacts (organization_id, brand_id, name) values (tests.id('org_a'), tests.id('a2'), 'Even');

create function pg_temp.change(change jsonb, selection jsonb default '{"filter": {"name": {"contains": "even"}}}')
returns public.contact_changes
language sql volatile
as $$ select public.change_contacts(tests.id('a1'), selection, change) $$;
create function pg_temp.there() returns text
language sql stable
as $$
  select string_agg(name || ' ' || n, ', ' order by name, n)
  from (select c.name, count(*) as n from public.contacts c where c.deleted_at is null group by c.brand_id, c.name) as counted
$$;

select tests.act_as('agent');
select is(tests.error_of($$select pg_temp.change('{"delete": false}')$$), 'PT422 change_invalid', 'nothing asked for');
select is(tests.error_of(format('select pg_temp.change(%L)', jsonb_build_object('delete', true, 'add_labels',
  jsonb_build_array(private.new_id())))), 'PT422 change_invalid', 'not together with anything else');
select tests.keep('change', (pg_temp.change('{"delete": true}')).id);
select results_eq($$select status, done, is_deletion from public.contact_changes$$, $$values ('running', 1000, true)$$,
  'a thousand are deleted at once');
select tests.become('none');
select is(pg_temp.there(), 'Even 1, Even 500, Odd 1500', 'those that match');
select tests.become('wabase_worker');
select is(private.step_contact_change(tests.id('change'), 400), true, 'the worker goes on');
select is(private.step_contact_change(tests.id('change'), 400), false, 'to the end');
select tests.become('none');
select is(pg_temp.there(), 'Even 1, Odd 1500', 'the other brand keeps its contacts');
select is((select done from public.contact_changes), 1500, 'all are counted');
select is((select sum(used)::int from public.usage_counters where organization_id = tests.id('org_a') and metric = 'contacts'), 1501,
  'and none of them counts for the plan');
select is((select count(distinct entity_id)::int from public.audit_log
  where entity = 'contacts' and actor_id = tests.id('agent')::text and after ? 'deleted_at'), 1500, 'each is logged, as done by who asked');
select tests.act_as('agent');
select is(public.restore_contacts(tests.id('a1'), array(select d.id from public.deleted_contacts(tests.id('a1'), null, 1000) as d)), 1000,
  'they can be brought back');
select is((pg_temp.change('{"delete": true}', '{"filter": {"name": {"contains": "nobody"}}}')).status, 'done', 'nobody matches');

select * from finish();
