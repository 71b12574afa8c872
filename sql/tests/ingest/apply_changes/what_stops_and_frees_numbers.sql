-- Restrictions, bans and payment problems concern every number of the account; a recovery frees only what Meta had stopped.
select plan(17);
select tests.build_world();
select tests.add_number('second', 'org_a', 'a1');
update public.whatsapp_accounts set waba_id = 'waba-' || tests.id('number_a1') where id = tests.id('second');
update private.whatsapp_routes set waba_id = 'waba-' || tests.id('number_a1') where whatsapp_account_id = tests.id('second');

create function pg_temp.told(field text, seconds int, value jsonb) returns jsonb
language sql volatile
as $$
  select private.apply_changes(jsonb_build_array(jsonb_build_object('raw_event_id', private.new_id(), 'path', 'x', 'field', field,
    'waba_id', 'waba-' || tests.id('number_a1'), 'at', now() + make_interval(secs => seconds), 'value', value)))
$$;
create function pg_temp.state(number text) returns text
language sql stable
as $$
  select concat_ws(' ', connection_status, paused_by, (select string_agg(k, ',' order by k) from jsonb_object_keys(meta_holds) k))
  from public.whatsapp_accounts where id = tests.id(number)
$$;
create function pg_temp.banned(seconds int, state text) returns jsonb
language sql volatile
as $$
  select pg_temp.told('account_update', seconds, jsonb_build_object('event', 'DISABLED_UPDATE', 'ban_info',
    jsonb_build_object('waba_ban_state', state)))
$$;

select pg_temp.banned(20, 'DISABLE');
select is(array[pg_temp.state('number_a1'), pg_temp.state('second'), pg_temp.state('number_b1')],
  array['banned meta ban', 'banned meta ban', 'connected'], 'a ban stops every number of the account and no other');
select is((select array_agg(detail ->> 'event') from public.alerts where organization_id = tests.id('org_a')), array['DISABLED_UPDATE'],
  'the organization is told');
select pg_temp.banned(20, 'DISABLE');
select is((select count(*)::int from public.alerts), 1, 'once');
select pg_temp.banned(10, 'REINSTATE');
select is(pg_temp.state('second'), 'banned meta ban', 'an older reinstatement that comes late frees nothing');

select tests.act_as('owner');
select public.pause_whatsapp_account(tests.id('second'), 'Holidays');
select tests.become('none');
select pg_temp.banned(30, 'REINSTATE');
select is(pg_temp.state('number_a1'), 'connected', 'a newer one does');
select is(pg_temp.state('second'), 'connected member', 'but not what a person has paused since');
select pg_temp.banned(20, 'DISABLE');
select is(pg_temp.state('number_a1'), 'connected', 'and the old ban, once more, changes nothing');

select pg_temp.told('account_update', 40, jsonb_build_object('event', 'ACCOUNT_RESTRICTION', 'restriction_info', jsonb_build_array(
  jsonb_build_object('restriction_type', 'RESTRICTED_BIZ_INITIATED_MESSAGING', 'expiration', extract(epoch from now())::bigint + 3600))));
select private.pause_account(tests.id('number_a1'), 131042, 'no card', now() + interval '41 seconds');
select is(pg_temp.state('number_a1'), 'restricted meta payment,restriction', 'a restriction and a payment problem');
select is(pg_temp.state('second'), 'restricted member payment,restriction', 'stop all numbers of the account');
select private.release_expired_holds();
select is(pg_temp.state('number_a1'), 'restricted meta payment,restriction', 'a restriction holds until its end');
update public.whatsapp_accounts set meta_holds = jsonb_set(meta_holds, '{restriction,until}', to_jsonb(now() - interval '1 second'));
update public.whatsapp_accounts set meta_holds = jsonb_set(meta_holds, '{restriction,at}', to_jsonb(now() - interval '1 hour'));
select private.release_expired_holds();
select is(pg_temp.state('number_a1'), 'connected meta payment', 'and lifts by itself; the other cause stays');
select pg_temp.told('account_alerts', 39, '{"entity_type": "BUSINESS", "alert_info": {"alert_severity": "CRITICAL", "alert_status": "NONE",
  "alert_type": "PAYMENT_METHOD_MISSING"}}');
select is(pg_temp.state('number_a1'), 'connected meta payment', 'a word older than the refused send does not lift it');
select pg_temp.told('account_alerts', 50, '{"entity_type": "BUSINESS", "alert_info": {"alert_severity": "CRITICAL", "alert_status": "NONE",
  "alert_type": "PAYMENT_METHOD_MISSING"}}');
select is(pg_temp.state('number_a1'), 'connected', 'a younger one does');
select private.pause_account(tests.id('number_a1'), 131042, 'no card', now() + interval '45 seconds');
select is(pg_temp.state('number_a1'), 'connected', 'a refusal from before it is old news');
select private.pause_account(tests.id('number_a1'), 190, 'token', now() + interval '60 seconds');
select is(array[pg_temp.state('number_a1'), pg_temp.state('second')], array['connected meta refused', 'connected member'],
  'a bad token is a number''s own');
select tests.act_as('owner');
select public.resume_whatsapp_account(tests.id('number_a1'));
select tests.become('none');
select is(pg_temp.state('number_a1'), 'connected', 'a person may resume it');
select is(jsonb_array_length(private.apply_changes('[{"raw_event_id": "0f000000-0000-7000-8000-000000000001", "path": "x",
  "field": "account_update", "waba_id": "nobody", "at": "2026-01-01T00:00:00Z", "value": {"event": "ACCOUNT_DELETED"}}]')), 1,
  'an event of an account that is not connected is returned');

select * from finish();
