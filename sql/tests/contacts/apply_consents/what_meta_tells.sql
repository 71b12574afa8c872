-- WhatsApp's own switch, and a refusal instead of the webhook that was lost.
select plan(8);
select tests.build_world();
create function pg_temp.prefers(value text, at timestamptz, more jsonb) returns jsonb
language sql volatile
as $$
  select private.apply_changes(jsonb_build_array(jsonb_build_object('field', 'user_preferences', 'at', now(), 'waba_id', 'waba',
    'path', 'item 0', 'raw_event_id', private.new_id(), 'value', jsonb_build_object(
      'metadata', jsonb_build_object('phone_number_id', 'pn-' || tests.id('number_a1')),
      'contacts', '[{"profile": {"name": "Ann"}, "user_id": "US.ann"}]'::jsonb,
      'user_preferences', jsonb_build_array(jsonb_build_object('category', 'marketing_messages', 'value', value,
        'timestamp', extract(epoch from date_trunc('second', at))::bigint, 'detail', 'User requested it') || more)))))
$$;
create function pg_temp.states(value text) returns text[]
language sql stable
as $$
  select array_agg(s.category || ' ' || s.state order by s.category) from public.contact_identities i
  join public.consents s on s.contact_id = i.contact_id where i.value = states.value
$$;

select is(pg_temp.prefers('stop', now() - interval '2 days', '{"user_id": "US.ann"}'), '[]', 'a person without a phone stops marketing');
select is(pg_temp.states('US.ann'), array['marketing opted_out'], 'and nothing else');
select is((select name from public.contacts), 'Ann', 'she is a contact from then on');
select pg_temp.prefers('resume', now() - interval '3 days', '{"user_id": "US.ann", "wa_id": "15550101"}');
select is(pg_temp.states('US.ann'), array['marketing opted_out'], 'an older change of mind that comes late is old');
select pg_temp.prefers('signup', now(), '{"user_id": "US.ann", "wa_id": "15550101", "signup_id": "s-1"}');
select is(pg_temp.states('+15550101'), array['marketing opted_in'], 'a sign-up is a consent');

select tests.keep('bob', tests.add_contact('a1', '+15550102'));
select tests.launch(tests.draft_campaign('a1', jsonb_build_object('contact_ids', jsonb_build_array(tests.id('bob')))));
select tests.record(tests.claim('number_a1'), 'accepted');
select tests.report(m.id, 'failed', now(), '{"error": {"class": "recipient", "code": 131050, "message": "User stopped marketing"}}')
from public.messages m where m.contact_id = tests.id('bob');
select is(pg_temp.states('+15550102'), array['marketing opted_out'], 'error 131050 of a status is an objection');

select tests.keep('cid', tests.add_contact('a1', '+15550103'));
select tests.launch(tests.draft_campaign('a1', jsonb_build_object('contact_ids', jsonb_build_array(tests.id('cid')))));
select tests.record(tests.claim('number_a1'), 'failed', 'recipient', 131050);
select is(pg_temp.states('+15550103'), array['marketing opted_out'], 'and of an answer');

select tests.seen('a1', '+15550199', 'US.bob2', now(), '{"previous_phone": "+15550102"}');
select is(pg_temp.states('US.bob2'), array['marketing opted_out'], 'it survives a changed number and user id');

select * from finish();
