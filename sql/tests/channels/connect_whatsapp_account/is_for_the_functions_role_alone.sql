select plan(6);
select tests.build_world();

create function pg_temp.refused() returns text
language sql volatile
as $$
  select tests.error_of(format('select private.connect_whatsapp_account(%L, %L, %L, %L)', tests.id('owner'), tests.id('a1'),
    '{"phone_number_id": "pn-x"}', 'v1.x'))
$$;

select tests.act_as('owner');
select is(pg_temp.refused(), '42501', 'a client cannot pose as somebody else through it');
select tests.become('wabase_worker');
select is(pg_temp.refused(), '42501', 'the worker does not connect numbers');
select is(tests.error_of('select * from private.whatsapp_credentials'), '42501', 'nor does it read all tokens');
select tests.become('wabase_functions');
select is(
  tests.error_of(format('select * from private.read_account_for_sending(%L)', tests.id('number_a1'))), '42501',
  'a function that faces the internet cannot read a token'
);
select is(tests.error_of('select * from private.whatsapp_credentials'), '42501', 'in no way');
select is(tests.error_of('select * from public.whatsapp_accounts'), '42501', 'and touches no table');

select * from finish();
