select plan(7);
select tests.build_world();
select tests.inbound('number_a1', '+15550101');
select tests.keep('big', tests.launch_to('a1', 100)), tests.keep('small', tests.launch_to('a1', 10)), tests.keep('third',
  tests.launch_to('a1', 100));
select tests.record(tests.claim('number_a1', 3), 'retry', 'transient', 131000, 0);
select tests.act_as('agent');
select public.send_message(jsonb_build_object('conversation_id', (select id from public.conversations), 'type', 'text', 'text',
  '{"body": "Hi"}'::jsonb))
from generate_series(1, 2);
select tests.become('none');

create function pg_temp.claimed(max_rows int) returns jsonb
language plpgsql volatile
as $$
declare
  v_ids uuid[] := tests.claim('number_a1', max_rows);
begin
  return (
    select jsonb_object_agg(coalesce(batch.name, 'people'), batch.n)
    from (
      select case m.campaign_id when tests.id('big') then 'big' when tests.id('small') then 'small'
          when tests.id('third') then 'third' end as name,
        count(*) as n
      from public.messages m where m.id = any (v_ids) group by 1
    ) as batch);
end
$$;

select is(pg_temp.claimed(2), '{"people": 2}', 'people come before everything');
select is((select array_agg(distinct attempts) from private.outbox where claimed_at is not null and campaign_id is null),
  array[1::smallint], 'both of them');
select is(cardinality(tests.claim('number_a1', 3)), 3, 'then what waits for another attempt');
select is((select array_agg(distinct attempts order by attempts) from private.outbox), array[1, 2]::smallint[],
  'which counts its attempts');
select is(pg_temp.claimed(24) - 'people', '{"big": 8, "small": 8, "third": 8}', 'then each campaign an equal share');
select is(
  (select sum(cardinality(tests.claim('number_a1', 60)))::int from generate_series(1, 6)), 210 - 3 - 24,
    'what a small campaign leaves goes to the others'
);
select is((select queued from public.campaign_stats where campaign_id = tests.id('big')), 100, 'and nobody is counted twice');

select * from finish();
