-- Every error of ours: SQLSTATE, slug in detail, next step in hint.
select plan(3);
select throws_ok($$select private.fail('PT422', 'some_slug', 'Words.', 'Do this.')$$, 'PT422', 'Words.', 'code and message');
select is(tests.error_of($$select private.fail('PT422', 'some_slug', 'Words.', 'Do this.')$$), 'PT422 some_slug', 'slug');
select is(tests.error_of($$select private.fail('PT422', 'some_slug', 'Words.')$$), 'PT422 some_slug without a hint',
  'the hint is looked at');

select * from finish();
