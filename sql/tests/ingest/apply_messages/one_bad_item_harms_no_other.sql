-- One webhook can hold messages of several people and tenants: what cannot be stored is set aside, the rest is applied.
select plan(4);
select tests.build_world();

create function pg_temp.item(n int, more jsonb) returns jsonb
language sql stable
as $$
  select jsonb_build_object('raw_event_id', '0f000000-0000-7000-8000-000000000001', 'path', 'item ' || n, 'phone_number_id', 'pn-'
    || tests.id('number_a1'),
    'wamid', 'wamid.' || n, 'at', now(), 'type', 'text', 'body', 'hello', 'content', '{}'::jsonb, 'phone', '+1555010' || n) || more
$$;
create temporary table answer on commit drop as
select private.apply_messages(jsonb_build_array(pg_temp.item(1, '{}'), pg_temp.item(2, '{"phone": "+012345"}'), pg_temp.item(3,
  '{"bsuid": "not one"}'),
  pg_temp.item(4, '{"phone_number_id": "unknown"}'), pg_temp.item(5, jsonb_build_object('phone_number_id', 'pn-' || tests.id('number_b1'))),
  pg_temp.item(6, '{}'))) as it;

select is((select array_agg(wamid order by wamid) from public.messages), array['wamid.1', 'wamid.5', 'wamid.6'],
  'the good ones are stored');
select is(
  (select array_agg(d ->> 'path' order by d ->> 'path') from answer, jsonb_array_elements(it) as d), array['item 2', 'item 3', 'item 4'],
    'the others are named'
);
select is((select bool_and(char_length(d ->> 'reason') > 0) from answer, jsonb_array_elements(it) as d), true, 'each with a reason');
select is(
  (select count(*)::int from private.message_wamids where wamid in ('wamid.2', 'wamid.3')), 0, 'and can be applied when it is mended'
);

select * from finish();
