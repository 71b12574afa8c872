-- x-brand-id for updates and deletes: a row of another brand is an error in words, and nothing is told of rows that are not the caller's.
select plan(14);
select tests.build_world();
insert into public.contacts (id, organization_id, brand_id, name) values
  (tests.keep('in_a1', private.new_id()), tests.id('org_a'), tests.id('a1'), 'In A1'),
  (tests.keep('in_a2', private.new_id()), tests.id('org_a'), tests.id('a2'), 'In A2'),
  (tests.keep('in_b1', private.new_id()), tests.id('org_b'), tests.id('b1'), 'In B1');

create function pg_temp.rename(contact text) returns text
language plpgsql volatile
as $$
begin
  perform set_config('request.method', 'PATCH', true);
  return tests.error_of(format('update public.contacts set name = ''x'' where id = %L', tests.id(contact)));
end
$$;
create function pg_temp.rename_brand(brand text) returns text
language sql volatile
as $$ select tests.error_of(format('update public.brands set name = ''x'' where id = %L', tests.id(brand))) $$;
create function pg_temp.rows_renamed(contact text) returns int
language plpgsql volatile
as $$
begin
  perform set_config('request.method', 'PATCH', true);
  return tests.rows_touched(format('update public.contacts set name = ''x'' where id = %L', tests.id(contact)));
end
$$;

select tests.act_as('owner', 'a1');
select is(pg_temp.rename('in_a1'), 'no error', 'a row of the header''s brand is changed');
select is(pg_temp.rename('in_a2'), '42501 brand_mismatch', 'one of another brand is refused in words');
select is(tests.error_of($$update public.contacts set name = 'x'$$), '42501 brand_mismatch', 'with the whole statement');
select is(pg_temp.rename('in_b1'), 'no error', 'a row of another organization is not found');
select is(pg_temp.rows_renamed('in_b1'), 0, 'nor changed');
select is(pg_temp.rename_brand('a2'), '42501 brand_mismatch', 'brands too');
select is(pg_temp.rename_brand('b1'), 'no error', 'strange ones excepted');

select tests.act_as('owner', 'b1');
select is(pg_temp.rename('in_a1'), '42501 brand_mismatch', 'a header that is not his: his own rows are of another brand');
select is(pg_temp.rows_renamed('in_b1'), 0, 'and it opens nothing');

select tests.act_as('manager_a2', 'a1');
select is(pg_temp.rename('in_a1'), 'no error', 'who may not work there finds nothing');
select is(pg_temp.rows_renamed('in_a1'), 0, 'and changes nothing');

select tests.become('none');
select tests.act_as('owner', 'a1');
select set_config('request.method', 'DELETE', true);
select is(
  tests.error_of(format('delete from public.campaigns where brand_id = %L', tests.id('a2'))), 'no error',
  'nothing to delete, nothing to say');
select set_config('request.method', 'GET', true);
select is((select count(*) from public.contacts), 1::bigint, 'reading is narrowed');
select set_config('request.method', 'POST', true);
select is((select count(*) from public.contacts), 1::bigint, 'and what functions read');

select * from finish();
