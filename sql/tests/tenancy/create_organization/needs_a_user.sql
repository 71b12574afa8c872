select plan(2);

select tests.sign_out();
select is(tests.error_of($$select public.create_organization('Acme')$$), '42501', 'anon may not even call it');
select tests.become('authenticated');
select is(tests.error_of($$select public.create_organization('Acme')$$), '42501 sign_in_required',
  'a token without a user is told to sign in');

select * from finish();
