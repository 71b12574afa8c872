select plan(8);
select tests.build_world();
select tests.stand_in_queue();
select tests.keep('campaign', tests.launch_to('a1', 3));

create temporary sequence seconds;
create function pg_temp.meta_says(status text) returns jsonb
language sql volatile
as $$
  select private.apply_changes(jsonb_build_array(jsonb_build_object('field', 'message_template_status_update',
    'waba_id', 'waba-' || tests.id('number_a1'), 'at', now() + make_interval(secs => nextval('pg_temp.seconds')),
    'value', jsonb_build_object('event', status, 'message_template_name', 'greeting_a1', 'message_template_language', 'en'))))
$$;

select lives_ok($$select pg_temp.meta_says('PAUSED')$$, 'Meta pauses the template');
select results_eq(
  $$select status, pause_reason from public.campaigns where id = tests.id('campaign')$$,
  $$values ('paused', 'Meta''s status of the template greeting_a1 is PAUSED.')$$, 'its campaign is paused and says why');
select is(cardinality(tests.claim('number_a1')), 0, 'and sends nothing more');
select is((select count(*) from public.alerts where organization_id = tests.id('org_a') and kind = 'campaign_paused'), 1::bigint,
  'the organization is told');
select tests.act_as('owner');
select is(tests.error_of('select public.resume_campaign(tests.id(''campaign''))'), 'PT409 template_not_approved',
  'it cannot go on while the template may not be sent');
select tests.become('none');
select lives_ok($$select pg_temp.meta_says('APPROVED')$$, 'Meta lets it go');
select tests.act_as('owner');
select results_eq(
  $$select status, pause_reason from public.resume_campaign(tests.id('campaign'))$$, $$values ('running', null::text)$$,
  'and a person resumes');
select tests.become('none');
select is(cardinality(tests.claim('number_a1')), 3, 'with all that was left');

select * from finish();
