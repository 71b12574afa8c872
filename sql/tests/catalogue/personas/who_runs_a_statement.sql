-- The helpers of the other tests do what they say: a persona that stayed superuser would make every denial test pass.
select plan(7);

select is(current_setting('is_superuser'), 'on', 'a test begins as superuser');

select tests.sign_in(tests.create_user('somebody@example.com'), '0a000000-0000-7000-8000-0000000000b1');
select is(current_user::text, 'authenticated', 'a signed-in user is authenticated');
select is(auth.uid() is not null, true, 'and has an id');
select is(
  private.requested_brand_id(), '0a000000-0000-7000-8000-0000000000b1'::uuid, 'the brand header reaches the database'
);

select tests.sign_out();
select is(current_user::text, 'anon', 'a signed-out client is anon');
select is(auth.uid(), null, 'and has no id');

select tests.become('none');
select is(current_setting('is_superuser'), 'on', 'the test can go back to where it began');

select * from finish();
