-- A review webhook names the WhatsApp Business Account, not us: it reaches the template there and no other.
select plan(5);
select tests.build_world();

create temporary sequence seconds;
grant usage on sequence seconds to public;
create function pg_temp.decided(waba text, event text, more jsonb default '{}') returns void
language sql volatile
as $$
  select private.apply_changes(jsonb_build_array(jsonb_build_object('field', 'message_template_status_update', 'waba_id', waba,
    'at', now() + make_interval(secs => nextval('pg_temp.seconds')), 'value', jsonb_build_object('event', event,
      'message_template_id', 900, 'message_template_name', 'greeting_a1', 'message_template_language', 'en') || more)))
$$;
create function pg_temp.state(template text) returns text[]
language sql stable
as $$ select array[meta_status, rejection_reason, meta_template_id] from public.templates where id = tests.id(template) $$;

select tests.become('wabase_worker');
select pg_temp.decided('waba-' || tests.id('number_a1'), 'REJECTED', '{"reason": "INVALID_FORMAT"}');
select tests.become('none');
select is(pg_temp.state('greeting_a1'), array['REJECTED', 'INVALID_FORMAT', '900'], 'a refusal is kept with its reason');
select pg_temp.decided('waba-' || tests.id('number_a1'), 'APPROVED', '{"reason": "NONE"}');
select is(pg_temp.state('greeting_a1'), array['APPROVED', null, '900'], 'an approval clears it');
select pg_temp.decided('waba-' || tests.id('number_b1'), 'DISABLED');
select is(pg_temp.state('greeting_a1'), array['APPROVED', null, '900'], 'an event of another account changes nothing');
select pg_temp.decided('waba-' || tests.id('number_a1'), 'PAUSED', '{"message_template_language": "de"}');
select is(pg_temp.state('greeting_a1'), array['APPROVED', null, '900'], 'nor one of another language');
select is(
  private.apply_changes('[{"field": "account_update", "waba_id": "1", "value": {}}, {"field": "message_template_status_update",
    "waba_id": "1", "value": {}}]') -> 0 ->> 'reason', '1 is not connected.', 'an event of an account nobody has connected waits for it'
);

select * from finish();
