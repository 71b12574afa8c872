-- Ids in a webhook are only claims: a status that comes through B's number touches nothing of A.
select plan(12);
select tests.build_world();
select tests.launch_to('a1', 2), tests.launch_to('b1', 1);
select tests.record(tests.claim('number_a1', 1), 'accepted');
select tests.keep('in_flight', (tests.claim('number_a1', 1))[1]);
select tests.record(tests.claim('number_b1'), 'unknown', 'unknown');
select tests.keep('of_a', id) from public.messages where brand_id = tests.id('a1') and status = 'accepted';
create temporary table before on commit drop as select to_jsonb(m) as message from public.messages m where id = tests.id('of_a');

create function pg_temp.through(number text, more jsonb) returns uuid[]
language sql volatile
as $$
  select private.apply_statuses(jsonb_build_array(jsonb_build_object('phone_number_id', 'pn-' || tests.id(number), 'wamid', 'wamid.'
    || tests.id('of_a'),
    'status', 'read', 'at', now()) || more))
$$;

select is(pg_temp.through('number_b1', jsonb_build_object('message_id', tests.id('of_a'))), '{}', 'B names A''s message by our id');
select is(pg_temp.through('number_b1', '{}'), '{}', 'or by Meta''s');
select is(pg_temp.through('number_a2', jsonb_build_object('message_id', tests.id('of_a'))), '{}', 'and so does another brand');
select is((select to_jsonb(m) from public.messages m where id = tests.id('of_a')), (select message from before),
  'the message is as it was');
select is(
  (select count(*)::int from private.message_wamids where wamid = 'wamid.' || tests.id('of_a') and brand_id <> tests.id('a1')), 0,
    'nobody else owns its wamid'
);
select is(
  pg_temp.through('number_b1', jsonb_build_object('message_id', tests.id('in_flight'), 'wamid', 'wamid.of_b')), '{}',
  'a message of A that is in flight'
);
select is((select status from public.messages where id = tests.id('in_flight')), 'sending', 'goes on');
select is(
  (select status from private.outbox where message_id = tests.id('in_flight')), 'sending', 'and is not taken out of the outbox'
);
select is((select count(*)::int from private.message_wamids where wamid = 'wamid.of_b'), 0, 'nor given an id');
select is(
  private.apply_statuses(jsonb_build_array(jsonb_build_object('phone_number_id', 'nobody', 'wamid', 'x', 'status', 'read', 'at', now()))),
    '{}',
  'a number that is not connected is nobody''s'
);
select is(cardinality(pg_temp.through('number_a1', '{}')), 1, 'through its own number it counts');
select tests.act_as('owner');
select is(tests.error_of('select private.apply_statuses(''[]'')'), '42501', 'clients report nothing');

select * from finish();
