-- A tenant as the platform's own people see it.
select plan(9);
select tests.build_world();
select tests.keep('operator', tests.create_user());
insert into private.platform_admins (user_id) values (tests.id('operator'));
update public.whatsapp_accounts set is_paused = true, pause_reason = 'Meta refused' where id = tests.id('number_a2');
select tests.launch_to('a1', 3);
select tests.claim('number_a1');

select tests.act_as('operator');
create temporary table seen on commit drop as select * from public.platform_tenants(tests.id('org_a')::text);
select is((select array_agg(organization_id) from seen), array[tests.id('org_a')], 'a tenant is found by its id');
select is((select row(name, status, plan_key, subscription_status, mode)::text from seen),
  row('Organization a', 'active', 'growth', 'trialing', 'enforce')::text, 'with its plan');
select is((select row(members, brands)::text from seen), '(8,2)', 'how many people and brands');
select is((select jsonb_path_query_array(numbers, '$[*].is_paused') from seen), '[false, true]', 'the state of its numbers');
select is((select (usage -> 'contacts' ->> 'used')::int from seen), 3, 'and its use of limits');
select is((select count(*)::int from public.platform_tenants(page_size => 1)), 1, 'a page is as long as asked');
select is(
  (select organization_id from public.platform_tenants(after => tests.id('org_a')) where organization_id = tests.id('org_b')),
  tests.id('org_b'), 'and the next goes on after an id'
);
select is((select count(*)::int from public.platform_tenants('o-' || tests.id('org_b'))), 1, 'the start of a slug is enough');
select is(public.platform_health() ?& array['workers', 'waiting_events', 'dead_items_today', 'organizations', 'numbers'], true,
  'the platform''s health is told as a whole');

select * from finish();
