select plan(5);

create function pg_temp.reach(campaign text) returns jsonb
language sql stable
as $$ select p - 'cost' - 'tier' - 'quota' - 'missing' - 'duration_seconds' from public.preflight_campaign(tests.id(campaign)) as p $$;

select tests.build_world();
select tests.keep('ann', tests.add_contact('a1', name => 'Ann')), tests.keep('nameless', tests.add_contact('a1', name => null)),
  tests.keep('unreachable', tests.add_contact('a1', bsuid => 'US.1')), tests.keep('by_bsuid', tests.add_contact('a1', bsuid => 'US.2')),
  tests.keep('of_b', tests.add_contact('b1'));
update public.contacts set bsuid = null where id = tests.id('unreachable');
select tests.keep('everybody', tests.draft_campaign('a1'));
select tests.keep('picked', tests.draft_campaign('a1', jsonb_build_object('contact_ids', jsonb_build_array(
  tests.id('ann'), tests.id('ann'), tests.id('ann'), tests.id('by_bsuid'), tests.id('of_b'), private.new_id()))));
select tests.keep('nobody', tests.draft_campaign('a1', '{"contact_ids": []}'));

select tests.act_as('analyst');
select is(
  pg_temp.reach('everybody'),
  '{"audience": 4, "sendable": 2,
    "excluded": {"duplicate": 0, "opted_out": 0, "no_consent": 0, "invalid_recipient": 1, "missing_parameter": 1},
    "problems": []}',
  'everybody: who has no address and who lacks a parameter is counted out'
);
select is(
  pg_temp.reach('picked'),
  '{"audience": 2, "sendable": 2,
    "excluded": {"duplicate": 2, "opted_out": 0, "no_consent": 0, "invalid_recipient": 0, "missing_parameter": 0},
    "problems": []}',
  'picked: named three times is sent once; contacts of others do not exist'
);
select is(
  pg_temp.reach('nobody'),
  '{"audience": 0, "sendable": 0,
    "excluded": {"duplicate": 0, "opted_out": 0, "no_consent": 0, "invalid_recipient": 0, "missing_parameter": 0},
    "problems": []}',
  'nobody: zeros, not nulls'
);
select is((select count(*)::int from public.campaign_recipients), 0, 'and nothing is written');

select tests.become('none');
update public.whatsapp_accounts set connection_status = 'disconnected' where id = tests.id('number_a1');
update public.templates set meta_status = 'PAUSED', waba_id = 'another' where id = tests.id('greeting_a1');
select tests.act_as('analyst');
select is(
  jsonb_path_query_array(public.preflight_campaign(tests.id('picked')), '$.problems[*].slug'),
  '["number_not_connected", "template_not_approved", "template_of_other_account"]', 'all that is in the way is listed at once'
);

select * from finish();
