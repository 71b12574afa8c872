select plan(14);
select tests.build_world();
select tests.keep('campaign', tests.launch_to('a1', 5));
create temporary table flight on commit drop as select n, id from unnest(tests.claim('number_a1')) with ordinality as c (id, n);
select tests.become('wabase_worker');
create function pg_temp.one(nth int) returns uuid[]
language sql stable
as $$ select array[id] from flight where n = nth $$;
select tests.become('none');
select tests.record(pg_temp.one(1), 'accepted'), tests.record(pg_temp.one(2), 'retry', 'transient', 131056, 6),
  tests.record(pg_temp.one(3), 'failed', 'permanent', 132000), tests.record(pg_temp.one(4), 'unknown', 'unknown');

create function pg_temp.message(nth int) returns jsonb
language sql stable
as $$
  select jsonb_build_object('status', m.status, 'wamid', m.wamid is not null, 'class', m.error_class, 'code', m.error_code, 'failed_at',
    m.failed_at)
  from public.messages m where m.id = (pg_temp.one(nth))[1]
$$;
create function pg_temp.outbox(nth int) returns jsonb
language sql stable
as $$ select jsonb_build_object('status', o.status, 'wait', o.due_at - now()) from private.outbox o
  where o.message_id = (pg_temp.one(nth))[1] $$;

select is(pg_temp.message(1), '{"status": "accepted", "wamid": true, "class": null, "code": null, "failed_at": null}',
  'accepted, with Meta''s id');
select is(pg_temp.outbox(1), null, 'is out of the outbox');
select is(
  (select message_id from private.message_wamids where wamid = 'wamid.' || (pg_temp.one(1))[1]), (pg_temp.one(1))[1],
    'and found by that id from now on'
);
select is(pg_temp.message(2), '{"status": "queued", "wamid": false, "class": "transient", "code": 131056, "failed_at": null}',
  'to be tried again: queued, and why');
select is(pg_temp.outbox(2), '{"status": "queued", "wait": "00:00:06"}', 'for when Meta said');
select is(pg_temp.message(3) - 'failed_at', '{"status": "failed", "wamid": false, "class": "permanent", "code": 132000}',
  'refused: failed');
select is(pg_temp.message(3) -> 'failed_at', to_jsonb(now()), 'now');
select is(pg_temp.outbox(3), null, 'and out of the outbox');
select is(pg_temp.message(4) ->> 'status', 'unknown', 'no answer: unknown');
select is(pg_temp.outbox(4) ->> 'status', 'unknown', 'and kept for its status webhook, not for another attempt');
select is(pg_temp.message(5) ->> 'status', 'sending', 'what had no result is in flight');
select is(
  (select array[queued, accepted, failed, unknown] from public.campaign_stats), array[2, 1, 1, 1], 'the funnel'
);
select is(tests.count_drift(tests.id('campaign')), 'none', 'agrees with the messages');
select is(cardinality(tests.claim('number_a1')), 0, 'nothing is due');

select * from finish();
