-- Phones go from one person to another, user ids never: the newest sighting has the phone, in whatever order they are applied.
select plan(7);
select tests.build_world();

create function pg_temp.of(value text) returns uuid
language sql stable
as $$ select contact_id from public.contact_identities i where i.value = of.value and brand_id = tests.id('a1') $$;

select tests.keep('ann', tests.seen('a1', '+15550101', 'US.ann', now() - interval '60 days'));
select tests.keep('bob', tests.seen('a1', '+15550101', 'US.bob', now() - interval '1 day'));
select isnt(tests.id('bob'), tests.id('ann'), 'another user id on her phone is another person');
select is(pg_temp.of('+15550101'), tests.id('bob'), 'who has the phone now');
select is((select array[phone, bsuid] from public.contacts where id = tests.id('ann')), array[null, 'US.ann'], 'and she has none any more');
select is(tests.seen('a1', '+15550101', null, now() - interval '50 days'), tests.id('ann'), 'a late event of her time is hers');

select tests.seen('a1', '+15550102', 'US.dan', now() - interval '1 day');
select isnt(tests.seen('a1', '+15550102', 'US.cid', now() - interval '60 days'), pg_temp.of('US.dan'), 'the other way round');
select is(pg_temp.of('+15550102'), pg_temp.of('US.dan'), 'the newer sighting keeps it');
select is((select count(*)::int from public.contact_merges), 0, 'nobody was taken for somebody else');

select * from finish();
