-- What is signed is stored, understood or not; it is looked at later.
select plan(13);

select tests.become('wabase_functions');
select is(private.ingest_webhooks(array[body]), 1, 'stored: ' || left(body, 30))
from unnest(array['', 'not json', '{}', '{"phone_number_id": 5}', '{"text": "say \"phone_number_id\": \"1\""}', repeat('x',
  3000000)]) as body;
select is(
  private.ingest_webhooks(array['{"phone_number_id": "7"}', '{"phone_number_id": "8"}', '{"phone_number_id": "9"}']), 3,
    'many in one commit'
);
select tests.become('none');
select is((select count(*)::int from private.raw_events), 9, 'each is an event of its own');
select is((select bool_and(shard between 0 and 3) from private.raw_events), true, 'with a shard');
select is(
  private.webhook_shard('{"phone_number_id": "7", "a": {"phone_number_id": "8"}}'), private.webhook_shard('{"phone_number_id" : "7"}'),
  'that of the first number in it'
);
select is(
  (select count(*)::int from private.raw_events e where not exists (
    select from private.doorbells d where d.task = 'ingest/apply_events' and d.key = e.shard::text and d.is_rung)), 0,
      'whose task is called'
);
select tests.become('authenticated');
select is(tests.error_of('select private.ingest_webhooks(array[''{}''])'), '42501', 'a client cannot slip one in');
select tests.become('wabase_worker');
select is(tests.error_of('select private.ingest_webhooks(array[''{}''])'), '42501', 'nor can the worker');

select * from finish();
