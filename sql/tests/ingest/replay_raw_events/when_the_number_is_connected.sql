-- What comes for a number that nobody has connected waits, is counted for the platform's people, and is applied when somebody connects it.
select plan(9);
select tests.build_world();
select tests.keep('operator', tests.create_user());
insert into private.platform_admins (user_id) values (tests.id('operator'));
select tests.keep('event', tests.ingest('{"entry": [{"changes": [{"value": {"metadata": {"phone_number_id": "4711"}}}]}]}'));
select tests.keep('complete', tests.ingest('{"complete": true}'));
select private.finish_raw_events(array[tests.id('event'), tests.id('complete')], jsonb_build_array(
  jsonb_build_object('raw_event_id', tests.id('event'), 'path', 'a', 'reason', '4711 is not connected.', 'unrouted_id', '4711'),
  jsonb_build_object('raw_event_id', tests.id('event'), 'path', 'b', 'reason', '4711 is not connected.', 'unrouted_id', '4711')));

select tests.act_as('operator');
select results_eq('select meta_id, items, events from public.platform_unrouted_numbers()', $$values ('4711', 2, 1)$$, 'it is counted');
select tests.act_as('owner');
select is(tests.error_of('select public.platform_unrouted_numbers()'), '42501 permission_denied', 'for the platform''s people alone');
select tests.become('none');
create function pg_temp.states() returns text[]
language sql stable
as $$ select array_agg(state order by id) from private.raw_events where id in (tests.id('event'), tests.id('complete')) $$;
select is(pg_temp.states(), '{processed,processed}', 'both events are done with');
select private.connect_whatsapp_account(tests.id('owner'), tests.id('a1'),
  '{"account_name": "New", "phone_number": "+15550004711", "phone_number_id": "4711", "waba_id": "w-4711"}', 'v1.k.i.c');
select is(pg_temp.states(), '{received,processed}', 'a number that is connected has what came for it applied');
select is((select is_rung from private.doorbells where task = 'ingest/apply_events'
  and key = (select shard::text from private.raw_events where id = tests.id('event'))), true, 'at once');
select private.finish_raw_events(array[tests.id('event')], '[]');
select is((select count(*)::int from private.dead_items), 0, 'what is applied is no dead item any more');

select is(private.find_raw_events(now() - interval '1 hour', null, 'incomplete', 10), '{}', 'nothing is incomplete');
select is(private.find_raw_events(now() - interval '1 hour', null, 'processed', 10), array[tests.id('event'), tests.id('complete')],
  'events are found by time and state');
select is(private.replay_raw_events(array[tests.id('event')]) + private.replay_raw_events(array[tests.id('event')]), 2,
  'and replayed as often as one likes');

select * from finish();
