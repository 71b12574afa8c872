select plan(4);
select tests.build_world();
select tests.inbound('number_a1', '+15550101', wamid => 'wamid.quoted');
select tests.inbound('number_b1', '+15550101', wamid => 'wamid.theirs');

select tests.act_as('agent');
select is(
  public.find_message(tests.id('a1'), 'wamid.quoted'), (select m.id from public.messages m where m.wamid = 'wamid.quoted'),
  'a message by Meta''s id'
);
select is(public.find_message(tests.id('a1'), 'wamid.theirs'), null, 'not one of another brand');
select is(tests.error_of(format('select public.find_message(%L, %L)', tests.id('b1'), 'wamid.theirs')), '42501 permission_denied',
  'and nothing of a brand that is not one''s own');
select tests.sign_out();
select is(left(tests.error_of(format('select public.find_message(%L, %L)', tests.id('a1'), 'wamid.quoted')), 5), '42501',
  'anon is refused');

select * from finish();
