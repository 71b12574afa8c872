-- Sign-up: one call makes the organization, its default brand and the caller's owner seat.
select plan(4);
select tests.keep('founder', tests.create_user());
select tests.act_as('founder');

create temporary table made on commit drop as select public.create_organization('Blue Door Café') as it;
select is(
  (select jsonb_build_array(it ->> 'name', it ->> 'slug') from made), '["Blue Door Café", "blue-door-caf"]',
  'the answer names the organization and the slug made from its name'
);
select results_eq(
  'select id, name, slug, status from public.organizations',
  $$select (it ->> 'organization_id')::uuid, 'Blue Door Café', 'blue-door-caf', 'active' from made$$,
  'the founder sees exactly the new organization'
);
select results_eq(
  'select id, organization_id, name, status, is_default from public.brands',
  $$select (it ->> 'brand_id')::uuid, (it ->> 'organization_id')::uuid, 'Blue Door Café', 'active', true from made$$,
  'with one default brand of the same name'
);
select results_eq(
  'select organization_id, user_id, role_key, all_brands, status from public.members',
  $$select (it ->> 'organization_id')::uuid, tests.id('founder'), 'owner', true, 'active' from made$$,
  'and one seat: the founder is owner of all brands'
);

select * from finish();
