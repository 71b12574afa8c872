-- x-brand-id narrows every table to one brand; it never widens.
select plan(9);
select tests.build_world();
select tests.add_contact('a1', name => 'of a1'), tests.add_contact('a2', name => 'of a2'), tests.add_contact('b1', name => 'of b1');

create function pg_temp.names() returns text[]
language sql stable
as $$ select coalesce(array_agg(name order by name), '{}') from public.contacts $$;

select tests.act_as('owner');
select is(pg_temp.names(), array['of a1', 'of a2'], 'without the header: all brands of the member');
select tests.act_as('owner', 'a2');
select is(pg_temp.names(), array['of a2'], 'with it: that brand');
select is((select array_agg(name) from public.brands), array['A2'], 'of brands, too');
select tests.act_as('agent', 'a2');
select is(pg_temp.names(), '{}', 'a brand that is not his gives no rows');
select tests.act_as('owner', 'b1');
select is(pg_temp.names(), '{}', 'nor does one of another organization');
select is(
  tests.error_of(format('insert into public.contacts (organization_id, brand_id, name) values (%L, %L, %L)', tests.id('org_a'),
    tests.id('a1'), 'x')),
  '42501 brand_mismatch', 'a write outside the header''s brand is an error'
);
select tests.act_as('owner', 'a2');
select is(
  tests.error_of(format('insert into public.contacts (organization_id, brand_id, name) values (%L, %L, %L)', tests.id('org_a'),
    tests.id('a1'), 'x')),
  '42501 brand_mismatch', 'even into a brand of his own'
);
select set_config('request.headers', '{"x-brand-id": "all"}', true);
select is(tests.error_of('select * from public.contacts'), 'PT422 brand_header_invalid', 'a header that is no id says so');
select set_config('request.headers', '{"x-brand-id": ""}', true);
select is(pg_temp.names(), array['of a1', 'of a2'], 'an empty header narrows nothing');

select * from finish();
