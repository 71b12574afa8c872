select plan(16);
select tests.build_world();

create function pg_temp.connect(person text, brand text, phone_number_id text, sealed text default 'v1.x',
  more jsonb default '{}') returns text
language sql volatile
as $$
  select tests.error_of(format('select private.connect_whatsapp_account(%L, %L, %L, %L)', tests.id(person), tests.id(brand),
    jsonb_build_object('phone_number_id', phone_number_id, 'waba_id', 'w', 'phone_number', '+15550002222', 'account_name', 'Shop') || more,
    sealed))
$$;

select tests.become('wabase_functions');
select is(pg_temp.connect(person, 'a1', 'pn-x'), '42501 permission_denied', person || ' may not connect numbers')
from unnest(array['manager', 'agent', 'analyst', 'owner_b', 'stranger']) as person;
select is(pg_temp.connect('owner', 'b1', 'pn-x'), '42501 permission_denied', 'the owner of A connects nothing to B');
select is(pg_temp.connect('owner', null, 'pn-x'), '42501 permission_denied', 'a brand that is missing is no brand of his');
select is(pg_temp.connect(null, 'a1', 'pn-x'), '42501 permission_denied', 'nobody connects nothing');
select is(pg_temp.connect('admin', 'a1', 'pn-x'), 'no error', 'an admin may');
select isnt(
  private.connect_whatsapp_account(tests.id('owner'), tests.id('a1'),
    '{"phone_number_id": "pn-x", "waba_id": "w", "phone_number": "+1", "account_name": "Shop"}', 'v1.x'), null, 'connected once'
);
select is(pg_temp.connect('owner', 'a2', 'pn-x'), 'PT409 number_already_connected', 'a number is connected once in an organization');
select is(pg_temp.connect('owner_b', 'b1', 'pn-x'), 'PT409 number_already_connected', 'and once on the platform');
select is(pg_temp.connect('owner', 'a1', 'pn-y', 'EAAG-plain-token'), '23514', 'a token that is not sealed is refused');
select is(
  pg_temp.connect('owner', 'a1', 'pn-y', more => '{"quality_rating": "NA"}'), 'no error', 'a rating Meta has not given yet does no harm'
);

select tests.become('none');
update public.brands set status = 'archived' where id = tests.id('a2');
select tests.become('wabase_functions');
select is(pg_temp.connect('owner', 'a2', 'pn-z'), 'PT409 brand_archived', 'an archived brand takes no number');
select is(pg_temp.connect('owner_b', 'a2', 'pn-z'), '42501 permission_denied', 'which is told to its people only');

select * from finish();
