-- The team list: names and addresses for colleagues, for nobody else.
select plan(5);
select tests.build_world();
update auth.users set email = 'ann@example.com', raw_user_meta_data = '{"full_name": "Ann Lee"}' where id = tests.id('agent');

select tests.act_as('colleague');
select is((select count(*) from public.list_members(tests.id('org_a'))), 8::bigint, 'everybody with a seat is in it');
select is(
  (select row(email, name, role_key, brand_ids)::text from public.list_members(tests.id('org_a')) where user_id = tests.id('agent')),
  format('(ann@example.com,"Ann Lee",agent,{%s})', tests.id('a1')), 'with address, name and brands');
select is(
  tests.error_of(format('select public.list_members(%L)', tests.id('org_b'))), '42501 permission_denied', 'of one''s own organizations');
select tests.act_as('stranger');
select is(tests.error_of(format('select public.list_members(%L)', tests.id('org_a'))), '42501 permission_denied', 'not for strangers');
select is(tests.error_of('select public.list_members(null)'), '42501 permission_denied', 'nor for nothing');

select * from finish();
