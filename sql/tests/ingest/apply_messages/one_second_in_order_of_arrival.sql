-- Meta's times are whole seconds: what comes within one stands in the order in which it came, whatever Meta calls it.
select plan(1);
select tests.build_world();
select private.apply_messages((
  select jsonb_agg(jsonb_build_object('raw_event_id', private.new_id(), 'path', '0', 'phone_number_id', a.phone_number_id, 'wamid',
    'wamid.' || md5(n::text), 'at', date_trunc('second', now()), 'type', 'text', 'body', n::text, 'content',
    jsonb_build_object('text', jsonb_build_object('body', n::text)), 'phone', '+15550101') order by n)
  from public.whatsapp_accounts a, generate_series(1, 50) as n where a.id = tests.id('number_a1')));
select is(
  (select array_agg(m.body::int order by m.occurred_at, m.id) from public.messages m), array(select generate_series(1, 50)),
  'fifty messages of one second stand as they came'
);

select * from finish();
