select plan(14);
select tests.build_world();
select tests.stand_in_queue();
insert into private.whatsapp_credentials (organization_id, brand_id, whatsapp_account_id, sealed)
select tests.id('org_a'), tests.id('a1'), tests.id('number_a1'), 'v1.sealed';
update public.templates set review_status = 'approved', submission = 'queued', meta_status = null where id = tests.id('greeting_a1');

create function pg_temp.now_is() returns table (submission text, meta_template_id text, meta_status text, submission_error text)
language sql stable
as $$ select submission, meta_template_id, meta_status, submission_error from public.templates where id = tests.id('greeting_a1') $$;

select tests.become('wabase_worker');
select is(private.read_template_submission(tests.id('greeting_a1')) - 'template',
  jsonb_build_object('whatsapp_account_id', tests.id('number_a1'), 'meta_template_id', null), 'through a number that has a token');
select is(private.read_template_submission(tests.id('greeting_a1')) #>> '{template,components,0,text}', 'Hi {{1}}', 'this is submitted');
select private.record_template_submission(tests.id('greeting_a1'), null, null, null, '100: Bad');
select is(private.read_template_submission(tests.id('greeting_a1')), null, 'a refused one is not tried again by itself');
select tests.become('none');
select results_eq('select submission, submission_error from pg_temp.now_is()', $$values ('failed', '100: Bad')$$,
  'the author sees Meta''s words');
select tests.act_as('agent');
select is(tests.error_of('select public.resubmit_template(tests.id(''greeting_a1''))'), '42501 permission_denied', 'agents submit nothing');
select tests.act_as('manager');
select is((public.resubmit_template(tests.id('greeting_a1'))).submission, 'queued', 'once mended it is submitted again');
select tests.become('wabase_worker');
select private.record_template_submission(tests.id('greeting_a1'), '77', 'PENDING', 'MARKETING', null);
select tests.become('none');
select results_eq('select * from pg_temp.now_is()', $$values ('submitted', '77', 'PENDING', null::text)$$, 'Meta has it');
select is((select category from public.templates where id = tests.id('greeting_a1')), 'MARKETING', 'in the category Meta chose');
select tests.become('wabase_worker');
select private.record_template_submission(tests.id('greeting_a1'), '78', 'REJECTED', null, null);
select tests.become('none');
select results_eq('select * from pg_temp.now_is()', $$values ('submitted', '77', 'PENDING', null::text)$$,
  'a late second answer changes nothing');

-- An edit of what Meta has.
select tests.act_as('manager');
select is((public.save_template(jsonb_build_object('id', tests.id('greeting_a1'), 'components', jsonb '[{"type": "BODY",
  "text": "Hello"}]')))
  .submission, 'none', 'a change is a draft first');
select is((public.request_template_review(tests.id('greeting_a1'))).review_status, 'in_review', 'and is reviewed');
select is((public.approve_template(tests.id('greeting_a1'))).components #>> '{0,text}', 'Hi {{1}}', 'until Meta took it,
  the old one is sent');
select tests.become('wabase_worker');
select is(private.read_template_submission(tests.id('greeting_a1')) #>> '{template,components,0,text}', 'Hello',
  'the new one is submitted');
select private.record_template_submission(tests.id('greeting_a1'), null, 'PENDING', null, null);
select tests.become('none');
select results_eq(
  $$select components #>> '{0,text}', draft, meta_status, meta_template_id from public.templates where id = tests.id('greeting_a1')$$,
  $$values ('Hello', null::jsonb, 'PENDING', '77')$$, 'and takes the place of the old');

select * from finish();
