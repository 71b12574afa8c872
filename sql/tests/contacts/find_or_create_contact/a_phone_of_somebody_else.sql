-- The BSUID says Ann, the phone says Bob: the message is Ann's, and Bob keeps his phone.
select plan(4);
select tests.build_world();
select tests.keep('ann', tests.add_contact('a1', bsuid => 'US.ann'));
insert into public.contact_identities (organization_id, brand_id, contact_id, kind, value)
values (tests.id('org_a'), tests.id('a1'), tests.id('ann'), 'bsuid', 'US.ann');
select tests.keep('bob', tests.add_contact('a1', '+15550102', name => 'Bob'));

select is(
  private.find_or_create_contact(tests.id('org_a'), tests.id('a1'), '+15550102', 'US.ann', null, null, null), tests.id('ann'),
  'the BSUID decides'
);
select is((select phone from public.contacts where id = tests.id('ann')), null, 'Ann does not get the phone');
select is(
  (select contact_id from public.contact_identities where value = '+15550102' and brand_id = tests.id('a1')), tests.id('bob'),
  'it stays Bob''s'
);
select is((select count(*)::int from public.contacts where brand_id = tests.id('a1')), 2, 'nobody new was made');

select * from finish();
