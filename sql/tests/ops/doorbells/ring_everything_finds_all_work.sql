-- After a crash, and every minute: whatever there is to do gets a job, though its bell was lost.
select plan(4);
select tests.build_world();
select tests.launch_to('a1', 1);
select tests.inbound('number_a2', '+15550101');
select tests.act_as('owner');
select public.send_message(jsonb_build_object('conversation_id', (select id from public.conversations), 'type', 'text', 'text',
  '{"body": "Hi"}'::jsonb));
select tests.become('none');
select tests.ingest('{"phone_number_id": "1"}');
delete from private.doorbells;

select tests.become('wabase_worker');
select cmp_ok(private.ring_everything(), '>=', 3, 'it rings');
select tests.become('none');
select is(
  (select array_agg(d.key order by d.key) from private.doorbells d where d.task = 'outbox/pump' and d.is_rung
    and d.key in (tests.id('number_a1')::text, tests.id('number_a2')::text, tests.id('number_b1')::text)),
  (select array_agg(k order by k) from unnest(array[tests.id('number_a1')::text, tests.id('number_a2')::text]) as k),
  'for numbers with a campaign or a message to send, and not for others'
);
select is(
  (select is_rung from private.doorbells where task = 'ingest/apply_events'
    and key = private.webhook_shard('{"phone_number_id": "1"}')::text), true,
  'and for webhooks to apply'
);
create temporary table before on commit drop as select count(*) as n from private.doorbells;
select private.ring_everything();
select is((select count(*) from private.doorbells), (select n from before), 'a second time it finds the same');

select * from finish();
