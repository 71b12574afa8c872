-- Ann is known by her BSUID and has written from two phones: both are hers, so either may become the current one.
select plan(4);
select tests.build_world();
select tests.inbound('number_a1', '+15550101', 'US.ann');
select tests.inbound('number_a1', '+15550102', 'US.ann');
select tests.keep('ann', contact_id) from public.contact_identities where value = 'US.ann' and brand_id = tests.id('a1');

select is(
  (select count(*)::int from public.contact_identities where contact_id = tests.id('ann') and kind = 'phone'), 2, 'both phones lead to her'
);
select is(
  tests.error_of($$update public.contacts set phone = '+15550102' where id = tests.id('ann')$$), 'no error',
  'a person corrects her phone to the second one'
);
update public.contacts set phone = null where id = tests.id('ann');
select is(
  tests.error_of($$select tests.inbound('number_a1', '+15550102', 'US.ann')$$), 'no error',
    'with her phone cleared, her next message is applied'
);
select is((select count(*)::int from public.contacts where brand_id = tests.id('a1')), 1, 'and she stays one contact');

select * from finish();
