-- x-brand-id: reading narrows, writing elsewhere is refused in words; who never sends it notices nothing.
select plan(16);
select tests.build_world();
insert into public.contacts (organization_id, brand_id, name) values
  (tests.id('org_a'), tests.id('a1'), 'In A1'), (tests.id('org_a'), tests.id('a2'), 'In A2');

create function pg_temp.add(brand text, organization text default 'org_a') returns text
language sql volatile
as $$
  select tests.error_of(format('insert into public.contacts (organization_id, brand_id, name) values (%L, %L, %L)',
    tests.id(organization), tests.id(brand), 'New'))
$$;
create function pg_temp.pause(number text) returns text
language sql volatile
as $$ select tests.error_of(format('select public.pause_whatsapp_account(%L)', tests.id(number))) $$;

select tests.act_as('owner');
select is(pg_temp.add('a1'), 'no error', 'without a header every brand of the caller is open');
select is(pg_temp.add('a2'), 'no error', 'each one');
select is(pg_temp.pause('number_a2'), 'no error', 'to functions too');
select tests.act_as('owner', 'a1');
select is(pg_temp.add('a1'), 'no error', 'the brand of the header is open');
select is(pg_temp.add('a2'), '42501 brand_mismatch', 'another one is not');
select is(pg_temp.add('b1', 'org_b'), '42501 brand_mismatch', 'a strange one neither, in the same words');
select is(tests.rows_touched($$update public.contacts set name = 'x'$$), 1, 'an update reaches what can be read');
select is(tests.error_of($$select public.delete_contacts(tests.id('a2'), '{}')$$), '42501 brand_mismatch', 'a delete no more');
select is(pg_temp.pause('number_a2'), '42501 brand_mismatch', 'functions keep to it');
select is(pg_temp.pause('number_b1'), '42501 permission_denied', 'and tell nothing of other organizations');
select tests.act_as('manager', 'a1');
select is(pg_temp.pause('number_a2'), '42501 permission_denied', 'who may not at all is told that');

select tests.become('none');
update public.brands set status = 'archived' where id = tests.id('a2');
select tests.act_as('owner');
select is((select count(*)::int from public.contacts where brand_id = tests.id('a2')), 1, 'an archived brand is read');
select is(pg_temp.add('a2'), 'PT409 brand_archived', 'not written');
select is(tests.rows_touched($$update public.contacts set name = 'x' where brand_id = tests.id('a2')$$), 0, 'nor changed');
select is(pg_temp.pause('number_a2'), 'PT409 brand_archived', 'by no function');
select tests.act_as('owner_b');
select is(pg_temp.add('a2'), '42501', 'and strangers do not learn of it');

select * from finish();
