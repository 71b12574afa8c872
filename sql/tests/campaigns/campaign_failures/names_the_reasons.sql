select plan(6);
select tests.build_world();
select tests.stand_in_queue();
select tests.keep('campaign', tests.launch_to('a1', 6));
update public.contacts set name = null where id = (select max(contact_id::text)::uuid from public.campaign_recipients);
create temp table sent as select id, row_number() over (order by id) as n from unnest(tests.claim('number_a1')) as id;
select tests.record(array(select id from sent where n = 1), 'accepted');
select tests.record(array(select id from sent where n in (2, 3)), 'failed', 'transient', 131016);
select tests.record(array(select id from sent where n = 4), 'failed', 'recipient', 131026);

select tests.act_as('analyst');
select results_eq(
  $$select kind, reason, error_code, example, messages, can_retry from public.campaign_failures(tests.id('campaign'))$$,
  $$values ('failed', 'transient', 131016, 'refused', 2, true), ('failed', 'recipient', 131026, 'refused', 1, false),
    ('skipped', 'missing_parameter', null, null, 1, false)$$,
  'the most frequent first, with what a retry would send again');
select results_eq(
  $$select error_class, error_code, count(*)::int from public.dead_letters
    where campaign_id = tests.id('campaign') group by 1, 2 order by 3 desc$$,
  $$values ('transient', 131016, 2), ('recipient', 131026, 1)$$, 'the dead letters are those messages');
select tests.act_as('manager');
select public.retry_campaign(tests.id('campaign'));
select is((select array_agg(reason order by reason) from public.campaign_failures(tests.id('campaign'))), '{missing_parameter,recipient}',
  'what is sent again is no failure any more');
select is((select count(*)::int from public.dead_letters where campaign_id = tests.id('campaign')), 1, 'and no dead letter');
select tests.act_as('owner_b');
select is(tests.error_of($$select * from public.campaign_failures(tests.id('campaign'))$$), '42501 permission_denied',
  'of another organization nothing is told');
select is((select count(*)::int from public.dead_letters), 0, 'nor seen');

select * from finish();
