-- Quality, tier, throughput, names: the newest word counts, in whatever order it comes.
select plan(9);
select tests.build_world();
update public.whatsapp_accounts set throughput_mps = 80 where id = tests.id('number_a1');

create function pg_temp.told(field text, seconds int, value jsonb) returns jsonb
language sql volatile
as $$
  select private.apply_changes(jsonb_build_array(jsonb_build_object('raw_event_id', private.new_id(), 'path', 'x', 'field', field,
    'waba_id', 'waba-' || tests.id('number_a1'), 'at', now() + make_interval(secs => seconds),
    'value', '{"display_phone_number": "1 555-000-1111"}' || value)))
$$;
create function pg_temp.number() returns public.whatsapp_accounts
language sql stable
as $$ select a from public.whatsapp_accounts a where a.id = tests.id('number_a1') $$;

select pg_temp.told('phone_number_quality_update', 10, '{"event": "THROUGHPUT_UPGRADE",
  "max_daily_conversations_per_business": "TIER_UNLIMITED"}');
select is(array[(pg_temp.number()).throughput_mps::text, (pg_temp.number()).messaging_tier], array['1000', 'TIER_UNLIMITED'], 'an upgrade');
select pg_temp.told('business_capability_update', 5, '{"max_daily_conversations_per_business": 2000}');
select is((pg_temp.number()).messaging_tier, 'TIER_UNLIMITED', 'an older tier that comes late is passed over');
select pg_temp.told('business_capability_update', 20, '{"max_daily_conversations_per_business": 2000}');
select is((pg_temp.number()).messaging_tier, 'TIER_2K', 'a newer one counts, also as a number');
select pg_temp.told('phone_number_quality_update', 30, '{"event": "FLAGGED"}');
select is((pg_temp.number()).quality_rating, 'RED', 'low quality');
select pg_temp.told('phone_number_name_update', 30, '{"decision": "APPROVED", "requested_verified_name": "Blue Kite"}');
select pg_temp.told('phone_number_name_update', 40, '{"decision": "REJECTED", "requested_verified_name": "Kite!!",
  "rejection_reason": "FORMAT"}');
select is((pg_temp.number()).verified_name, 'Blue Kite', 'the approved name');
select pg_temp.told('business_username_updates', 30, '{"username": "@bluekite", "status": "approved"}');
select is((pg_temp.number()).username, 'bluekite', 'a username');
select pg_temp.told('business_username_updates', 40, '{"username": "bluekite", "status": "deleted"}');
select is((pg_temp.number()).username, null, 'and its end');
select pg_temp.told('security', 50, '{"event": "PIN_RESET_REQUEST", "requester": "123"}');
select is((select array_agg(kind order by kind) from public.alerts where organization_id = tests.id('org_a')),
  array['number_name_rejected', 'number_quality', 'number_security'], 'what people should know is an alert');
select pg_temp.told('account_review_update', 60, '{"decision": "REJECTED"}');
select is((pg_temp.number()).connection_status, 'restricted', 'an account that was rejected in review does not send');

select * from finish();
