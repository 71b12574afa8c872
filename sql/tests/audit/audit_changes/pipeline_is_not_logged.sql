-- The pipeline's facts are their own ledger: neither inbound nor the delivery of a campaign is doubled in the audit log.
select plan(4);
select tests.build_world();
select tests.stand_in_queue();
select tests.launch_to('a1', 5);
select is(
  (select array_agg(distinct entity || ' ' || action) from public.audit_log), array['campaigns update'],
  'launching is the owner''s, the messages it makes are the pipeline''s'
);
select tests.record(tests.claim('number_a1'), 'accepted');
select is((select count(*)::int from public.messages where status = 'accepted'), 5, 'the worker sends');
select is((select count(*)::int from public.audit_log where entity <> 'campaigns'), 0, 'and nothing of it is logged');

select private.connect_whatsapp_account(tests.id('owner'), tests.id('a1'),
  '{"account_name": "New", "phone_number": "+12025550199", "phone_number_id": "pn-new", "waba_id": "w"}', 'v1.key.iv.text');
select is(
  (select actor_kind || ' ' || actor_id || ' ' || action from public.audit_log where entity = 'whatsapp_accounts'),
  'user ' || tests.id('owner') || ' insert', 'a number that the onboarding function connects is the user''s doing'
);

select * from finish();
