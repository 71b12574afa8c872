select plan(22);
select tests.build_world();
select tests.stand_in_queue();
update public.organizations set timezone = 'America/Bogota' where id = tests.id('org_a');
select tests.add_contact('a1');
select tests.keep('campaign', tests.draft_campaign('a1'));
create function pg_temp.schedule(local_time timestamp, timezone text default null) returns text
language sql volatile
as $$ select tests.error_of(format('select public.schedule_campaign(%L, %L, %L)', tests.id('campaign'), local_time, timezone)) $$;
create function pg_temp.tomorrow() returns timestamp
language sql stable
as $$ select date_trunc('day', now() at time zone 'America/Bogota') + interval '1 day 9 hours' $$;

select tests.act_as('manager');
select is(pg_temp.schedule(now() at time zone 'America/Bogota' - interval '1 minute'), 'PT422 schedule_invalid', 'not in the past');
select is(pg_temp.schedule(now()::timestamp + interval '2 years'), 'PT422 schedule_invalid', 'nor in years');
select is(pg_temp.schedule(pg_temp.tomorrow(), 'Mars/Olympus'), 'PT422 timezone_unknown', 'nor on Mars');
select results_eq(
  $$select status, scheduled_at, scheduled_timezone from public.schedule_campaign(tests.id('campaign'), pg_temp.tomorrow())$$,
  $$select 'scheduled', pg_temp.tomorrow() at time zone 'America/Bogota', 'America/Bogota'$$, 'by the organization''s clocks');
select tests.become('none');
select results_eq(
  $$select task, payload ->> 'key' from graphile_worker.jobs$$, $$select 'campaigns/launch', tests.id('campaign')::text$$,
  'the worker is asked');
select is(private.launch_waiting_campaign(tests.id('campaign')), 'scheduled', 'which waits for the time');
select tests.act_as('manager');
select results_eq(
  $$select status, scheduled_at from public.schedule_campaign(tests.id('campaign'), pg_temp.tomorrow(), 'Europe/Madrid')$$,
  $$select 'scheduled', pg_temp.tomorrow() at time zone 'Europe/Madrid'$$, 'it can be moved');
select is(tests.rows_touched($$update public.campaigns set name = 'Other' where id = tests.id('campaign')$$), 0,
  'a scheduled campaign is not edited');
select results_eq(
  $$select status, scheduled_at from public.unschedule_campaign(tests.id('campaign'))$$, $$values ('draft', null::timestamptz)$$,
  'it can be taken back');
select is((public.unschedule_campaign(tests.id('campaign'))).status, 'draft', 'twice is once');
select is((public.schedule_campaign(tests.id('campaign'), pg_temp.tomorrow())).status, 'scheduled', 'and scheduled again');
select is(pg_temp.schedule(pg_temp.tomorrow()), 'no error', 'as often as wanted');

select tests.become('none');
update public.campaigns set scheduled_at = now() where id = tests.id('campaign');
select is(private.launch_waiting_campaign(tests.id('campaign')), 'running', 'when the time has come it runs');
select is(private.launch_waiting_campaign(tests.id('campaign')), 'running', 'a late job changes nothing');
select is((select count(*) from public.campaign_recipients where campaign_id = tests.id('campaign')), 1::bigint,
  'with the audience of that moment');
select results_eq(
  $$select actor_kind, actor_id from public.audit_log where entity_id = tests.id('campaign')::text order by id desc limit 1$$,
  $$values ('job', 'campaigns/launch')$$, 'and the audit log says that nobody pressed a button');

-- What is in the way at that time is told.
select tests.keep('late', tests.draft_campaign('a1'));
select tests.act_as('manager');
select is((public.schedule_campaign(tests.id('late'), pg_temp.tomorrow())).status, 'scheduled', 'another one');
select tests.become('none');
update public.campaigns set scheduled_at = now() where id = tests.id('late');
update public.templates set meta_status = 'PAUSED' where id = tests.id('greeting_a1');
select is(private.launch_waiting_campaign(tests.id('late')), 'failed', 'whose template Meta paused meanwhile');
select is((select failure_reason from public.campaigns where id = tests.id('late')),
  'Meta has not approved the template (its status is PAUSED).', 'fails and says why');
select is((select count(*) from public.alerts where kind = 'campaign_failed'), 1::bigint, 'with an alert');

select tests.keep('other', tests.draft_campaign('a1'));
select tests.act_as('agent');
select is(tests.error_of($$select public.schedule_campaign(tests.id('other'), pg_temp.tomorrow())$$), '42501 permission_denied',
  'agents schedule nothing');
select tests.act_as('owner_b');
select is(tests.error_of($$select public.unschedule_campaign(tests.id('other'))$$), '42501 permission_denied', 'nor other organizations');

select * from finish();
