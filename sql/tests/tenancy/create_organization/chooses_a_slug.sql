-- A slug is made from the name when none is given, whatever the name looks like.
select plan(6);
select tests.keep('founder', tests.create_user());
select tests.act_as('founder');

create function pg_temp.slug_of(name text) returns text
language sql volatile
as $$ select public.create_organization(name) ->> 'slug' $$;

select is(pg_temp.slug_of('  Acme & Sons, Ltd. '), 'acme-sons-ltd', 'words are joined by single dashes');
select matches(pg_temp.slug_of('Acme & Sons Ltd'), '^acme-sons-ltd-[0-9a-f]{8}$', 'a taken slug gets a random ending');
select matches(pg_temp.slug_of('Кофейня'), '^org-[0-9a-f]{8}$', 'a name without latin letters gets a neutral slug');
select matches(pg_temp.slug_of('X'), '^x-[0-9a-f]{8}$', 'a slug of one letter is lengthened');
select matches(
  pg_temp.slug_of(repeat('a', 47) || ' b'), '^a+(-[0-9a-f]{8})?$', 'a long name is cut without leaving a dash at the end'
);
select is(char_length(pg_temp.slug_of(repeat('b', 120))) <= 63, true, 'a name of 120 characters gives a slug that fits');

select * from finish();
