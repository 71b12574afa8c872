-- supabase-js asks for the row it inserted: insert().select().
select plan(1);
select tests.build_world();

select tests.act_as('owner');
select is(
  tests.error_of(format('insert into public.brands (organization_id, name) values (%L, %L) returning id', tests.id('org_a'), 'New')),
  'no error', 'who may add a brand gets it back'
);

select * from finish();
