select plan(18);
select tests.keep('founder', tests.create_user());
select tests.act_as('founder');

select is(tests.error_of($$select public.create_organization('')$$), 'PT422 organization_invalid', 'an empty name');
select is(tests.error_of($$select public.create_organization('   ')$$), 'PT422 organization_invalid', 'a blank name');
select is(tests.error_of($$select public.create_organization(null)$$), 'PT422 organization_invalid', 'no name');
select is(tests.error_of($$select public.create_organization(repeat('a', 121))$$), 'PT422 organization_invalid', 'a name too long');
select is(tests.error_of(format('select public.create_organization(%L, %L)', 'Acme', slug)), 'PT422 organization_invalid', 'the slug '
  || slug)
from unnest(array['', 'a', 'Acme', 'a--b', '-ab', 'ab-', 'a b', 'ä-b', 'a_b', repeat('a', 64), repeat('a-', 40) || 'a']) as slug;

select lives_ok($$select public.create_organization('Acme', 'acme-1')$$, 'a good slug is taken as it is');
select is(tests.error_of($$select public.create_organization('Other', 'acme-1')$$), 'PT409 slug_taken', 'once on the platform');
select is((select count(*)::int from public.organizations), 1, 'and nothing is left of what was refused');

select * from finish();
