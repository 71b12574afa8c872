select plan(9);
select tests.build_world();
select tests.keep('ann', tests.add_contact('a1', '+15550101'));
create function pg_temp.record(person text, more text) returns text
language plpgsql volatile
as $$
begin
  perform tests.act_as(person);
  return tests.error_of(format('select public.record_consent(%L, %s)', tests.id('ann'), more));
end
$$;
select is(pg_temp.record('agent', $$'marketing', 'opted_in'$$), 'PT422 evidence_missing', 'a consent needs evidence');
select is(pg_temp.record('agent', $$'marketing', 'opted_in', '{"text": " "}'$$), 'PT422 evidence_missing', 'in words');
select is(pg_temp.record('agent', $$'marketing', 'opted_out'$$), 'no error', 'an objection needs none');
select is(pg_temp.record('agent', $$'everything', 'opted_out'$$), 'PT422 consent_invalid', 'categories are known');
select is(pg_temp.record('agent', $$'marketing', 'opted_out', '{}', now() + interval '1 day'$$), 'PT422 consent_invalid',
  'nobody objects tomorrow');
select is(pg_temp.record('analyst', $$'marketing', 'opted_out'$$), '42501 permission_denied', 'who may not edit may not record');
select is(pg_temp.record('owner_b', $$'marketing', 'opted_out'$$), '42501 permission_denied', 'nor may another tenant');
select tests.act_as('agent');
select public.record_consent(tests.id('ann'), 'marketing', 'opted_in', '{"text": "Signed the form at the till"}', now() - interval '1 day');
select results_eq(
  $$select state, source, evidence, actor_id, at from public.consent_events$$,
  $$select 'opted_in', 'manual', '{"text": "Signed the form at the till"}'::jsonb, tests.id('agent_member'), now() - interval '1 day'$$,
  'the ledger tells who recorded what');
select is((select array_agg(category || ' ' || state) from public.opt_out(tests.id('ann'))),
  array['marketing opted_out', 'utility opted_out'], 'opt_out ends what the brand starts');

select * from finish();
