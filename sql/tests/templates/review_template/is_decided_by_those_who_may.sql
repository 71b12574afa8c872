select plan(20);
select tests.build_world();
select tests.stand_in_queue();

select tests.act_as('manager');
select tests.keep('draft', (public.save_template(jsonb_build_object('whatsapp_account_id', tests.id('number_a1'), 'name', 'news',
  'language', 'en', 'category', 'MARKETING', 'components', jsonb '[{"type": "BODY", "text": ""}]'))).id);

select is(tests.error_of('select public.request_template_review(tests.id(''draft''))'), 'PT422 template_invalid',
  'what Meta would refuse does not reach a reviewer');
select is((public.save_template(jsonb_build_object('id', tests.id('draft'), 'components', jsonb '[{"type": "BODY",
  "text": "News"}]'))).name,
  'news', 'mended');
select is(tests.error_of('select public.approve_template(tests.id(''draft''))'), 'PT409 template_state', 'nobody asked for a review yet');
select is((public.request_template_review(tests.id('draft'))).review_status, 'in_review', 'asked for');
select is((public.request_template_review(tests.id('draft'))).review_status, 'in_review', 'asked twice is asked once');
select is(tests.error_of($$select public.save_template(jsonb_build_object('id', tests.id('draft'), 'name', 'olds'))$$),
  'PT409 template_in_review', 'what is being read stays as it is');
select is((public.withdraw_template_review(tests.id('draft'))).review_status, 'draft', 'its author may take it back');
select is((public.request_template_review(tests.id('draft'))).review_status, 'in_review', 'and ask again');
select is(tests.error_of('select public.reject_template(tests.id(''draft''), '' '')'), 'PT422 reason_missing', 'a rejection says why');
select results_eq(
  $$select review_status, review_reason, reviewed_by from public.reject_template(tests.id('draft'), 'Too loud')$$,
  $$select 'rejected', 'Too loud', tests.id('manager')$$, 'the author reads the reason');
select is((public.save_template(jsonb_build_object('id', tests.id('draft'), 'components', jsonb '[{"type": "BODY", "text": "news"}]')))
  .review_status, 'draft', 'and changes it');
select is((public.request_template_review(tests.id('draft'))).review_status, 'in_review', 'for another review');

select tests.act_as('owner');
update public.brands set template_review_by_second_person = true where id = tests.id('a1');
select tests.act_as('manager');
select is(tests.error_of('select public.approve_template(tests.id(''draft''))'), '42501 second_person_needed', 'four eyes where wanted');
select tests.act_as('agent');
select is(tests.error_of('select public.approve_template(tests.id(''draft''))'), '42501 permission_denied', 'agents decide nothing');
select tests.act_as('owner_b');
select is(tests.error_of('select public.approve_template(tests.id(''draft''))'), '42501 permission_denied', 'nor another organization');
select tests.act_as('owner');
select results_eq(
  $$select review_status, submission, reviewed_by from public.approve_template(tests.id('draft'))$$,
  $$select 'approved', 'queued', tests.id('owner')$$, 'a second person approves');
select is((public.approve_template(tests.id('draft'))).submission, 'queued', 'twice is once');
select is(tests.error_of($$select public.save_template(jsonb_build_object('id', tests.id('draft'), 'name', 'olds'))$$),
  'PT409 template_in_review', 'until Meta has it');
select tests.become('none');
select results_eq(
  $$select task, payload ->> 'key' from graphile_worker.jobs$$,
  $$select 'templates/submit', tests.id('draft')::text$$, 'the worker submits it');
select results_eq(
  $$select action, actor_id::uuid from public.audit_log where entity = 'templates'
    and entity_id = tests.id('draft')::text order by id desc limit 1$$,
  $$select 'update', tests.id('owner')$$, 'and the audit log tells who let it');

select * from finish();
