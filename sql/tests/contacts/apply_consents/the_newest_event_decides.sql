-- Consent events come late, twice and in any order; the state is what the newest says, an objection when two are of the same time.
select plan(8);
select tests.build_world();
select tests.keep('ann', tests.add_contact('a1', '+15550101'));

create function pg_temp.say(state text, days int, source text default 'keyword') returns int
language sql volatile
as $$
  select count(*)::int from private.apply_consents(array[row(tests.id('org_a'), tests.id('a1'), tests.id('ann'), 'marketing', state,
    source, now() - days * interval '1 day', '{}', null, null)::private.consent_change])
$$;
create function pg_temp.state() returns text
language sql stable
as $$ select state from public.consents where contact_id = tests.id('ann') and category = 'marketing' $$;

select is(pg_temp.say('opted_out', 3), 1, 'the first word changes the state');
select is(pg_temp.say('opted_out', 3), 0, 'told twice, it changes nothing');
select is(pg_temp.say('opted_in', 5), 0, 'an older event that comes late');
select is(pg_temp.state(), 'opted_out', 'does not undo a newer one');
select is(pg_temp.say('opted_in', 3), 0, 'and at the same time');
select is(pg_temp.state(), 'opted_out', 'the objection wins');
select pg_temp.say('opted_in', 1);
select is(pg_temp.state(), 'opted_in', 'a newer consent counts');
select is((select count(*)::int from public.consent_events where contact_id = tests.id('ann')), 4, 'the ledger has each event once');

select * from finish();
