select plan(7);
select tests.build_world();
select is(tests.inbound('number_a1', '+15550101', 'US.ann', now() - interval '1 minute', 'wamid.1',
  '{"profile_name": "Ann", "context_wamid": "wamid.0"}'),
  '[]', 'a message of a connected number is applied');
select results_eq(
  $$select organization_id, brand_id, whatsapp_account_id, direction, type, body, content, status, wamid, context_wamid, occurred_at,
    campaign_id
    from public.messages$$,
  $$select tests.id('org_a'), tests.id('a1'), tests.id('number_a1'), 'inbound', 'text', 'hello', '{"text": {"body": "hello"}}'::jsonb,
    'received',
    'wamid.1', 'wamid.0', now() - interval '1 minute', null::uuid$$, 'with its own time'
);
select results_eq(
  'select name, phone, bsuid, source, last_inbound_at from public.contacts',
  $$values ('Ann', '+15550101', 'US.ann', 'inbound', now() - interval '1 minute')$$, 'its sender is a contact'
);
select is((select count(*)::int from tests.announced('a1', 'message') as told where told ->> 'direction' = 'inbound'), 1,
  'and the brand is told');

select tests.inbound('number_a1', '+15550101', 'US.ann', now(), 'wamid.1');
select is((select array[count(*)::int, (select unread_count from public.conversations)] from public.messages), array[1, 1],
  'the same webhook again changes nothing');
select tests.inbound('number_b1', '+15550101', 'US.ann', now(), 'wamid.1');
select is((select count(*)::int from public.messages), 2, 'the same id at another tenant is another message');
select tests.inbound('number_a1', '+15550101', 'US.ann', now(), 'wamid.2');
select is((select count(*)::int from public.contacts), 2, 'a second message makes no second contact');

select * from finish();
