-- A person shows up by BSUID, by phone, or both, in any order: one contact.
select plan(11);
select tests.build_world();

create function pg_temp.seen(phone text, bsuid text, parent text default null, name text default null) returns uuid
language sql volatile
as $$ select tests.seen('a1', phone, bsuid, now(), jsonb_build_object('parent_bsuid', parent, 'profile_name', name)) $$;

select tests.keep('ann', pg_temp.seen(null, 'US.ann'));
select is((select array[phone, bsuid, name, source] from public.contacts where id = tests.id('ann')),
  array[null, 'US.ann', null, 'inbound'], 'a BSUID alone makes a contact without phone');
select is(pg_temp.seen('+15550101', 'US.ann', null, 'Ann'), tests.id('ann'), 'the phone that comes later is hers');
select is((select array[phone, bsuid, name] from public.contacts where id = tests.id('ann')),
  array['+15550101', 'US.ann', 'Ann'], 'and fills what was empty, with her name');
select is(pg_temp.seen('+15550101', null), tests.id('ann'), 'she is found by the phone alone');
select is(pg_temp.seen(null, 'US.ann2', 'US.ENT.ann'), pg_temp.seen(null, null, 'US.ENT.ann'), 'and a person by the parent BSUID alone');
select is(pg_temp.seen('+15550101', 'US.ann', null, 'Other name'), tests.id('ann'), 'a known name');
select is((select name from public.contacts where id = tests.id('ann')), 'Ann', 'is not overwritten');

select tests.keep('bob', tests.add_contact('a1', '+15550102', name => 'Bob'));
select is(pg_temp.seen('+15550102', 'US.bob'), tests.id('bob'), 'a contact people have typed in is found by his phone');
select is((select bsuid from public.contacts where id = tests.id('bob')), 'US.bob', 'and gets his BSUID');

select isnt(
  tests.seen('b1', '+15550101', 'US.ann'), tests.id('ann'),
  'another tenant knows her as a contact of its own'
);
select isnt(
  tests.seen('a2', '+15550101', 'US.ann'), tests.id('ann'),
  'and so does another brand'
);

select * from finish();
