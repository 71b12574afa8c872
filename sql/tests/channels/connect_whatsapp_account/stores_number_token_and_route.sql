select plan(5);
select tests.build_world();
select tests.become('wabase_functions');
select tests.keep('connected', private.connect_whatsapp_account(tests.id('owner'), tests.id('a2'),
  jsonb_build_object('id', private_id.id, 'phone_number_id', 'pn-x', 'waba_id', 'waba-x', 'phone_number', '+15550002222',
    'account_name', 'Shop', 'quality_rating', 'GREEN', 'throughput_mps', 1000), 'v1.k1.iv.sealed'))
from (select '0f000000-0000-7000-8000-000000000001'::uuid as id) as private_id;

select is(
  tests.id('connected'), '0f000000-0000-7000-8000-000000000001'::uuid, 'the id of the caller is kept: the token is sealed for it'
);
select tests.become('none');
select results_eq(
  $$select organization_id, brand_id, account_name, phone_number, phone_number_id, waba_id, connection_status, quality_rating,
    throughput_mps, is_paused from public.whatsapp_accounts where id = tests.id('connected')$$,
  $$values (tests.id('org_a'), tests.id('a2'), 'Shop', '+15550002222', 'pn-x', 'waba-x', 'connected', 'GREEN', 1000, false)$$,
  'the number is connected in that brand'
);
select results_eq(
  $$select organization_id, brand_id, whatsapp_account_id, waba_id from private.whatsapp_routes where phone_number_id = 'pn-x'$$,
  $$values (tests.id('org_a'), tests.id('a2'), tests.id('connected'), 'waba-x')$$, 'its webhooks are routed there'
);
select results_eq(
  $$select phone_number_id, waba_id, sealed from private.read_account_for_sending(tests.id('connected'))$$,
  $$values ('pn-x', 'waba-x', 'v1.k1.iv.sealed')$$, 'the worker finds the sealed token'
);
select is(
  (select count(*)::int from private.token_buckets where whatsapp_account_id = tests.id('connected')), 1, 'and the number has a bucket'
);

select * from finish();
