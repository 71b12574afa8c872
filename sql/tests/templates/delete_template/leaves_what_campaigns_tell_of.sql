select plan(11);
select tests.build_world();
select tests.stand_in_queue();

select tests.act_as('manager');
select tests.keep('draft', (public.save_template(jsonb_build_object('whatsapp_account_id', tests.id('number_a1'), 'name', 'news',
  'language', 'en', 'category', 'MARKETING', 'components', jsonb '[{"type": "BODY", "text": "News"}]'))).id);
select is(public.delete_template(tests.id('draft')), true, 'what Meta never had is gone at once');
select is((select count(*) from public.templates where id = tests.id('draft')), 0::bigint, 'row and all');

select tests.become('none');
update public.templates set meta_template_id = '77' where id = tests.id('greeting_a1');
select tests.keep('campaign', tests.launch_to('a1', 1));
select tests.act_as('manager');
select is(tests.error_of('select public.delete_template(tests.id(''greeting_a1''))'), 'PT409 template_in_use',
  'a running campaign needs it');
select is((public.cancel_campaign(tests.id('campaign'))).status, 'canceled', 'once that is over');
select is(public.delete_template(tests.id('greeting_a1')), false, 'Meta is told by the worker');
select tests.become('none');
select results_eq($$select payload ->> 'key' from graphile_worker.jobs where task = 'templates/delete'$$,
  $$select tests.id('greeting_a1')::text$$, 'which is asked once');
select tests.become('wabase_worker');
select is(private.read_template_deletion(tests.id('greeting_a1')) ->> 'meta_template_id', '77', 'it reads what to delete');
select private.record_template_deleted(tests.id('greeting_a1'));
select is(private.read_template_deletion(tests.id('greeting_a1')), null, 'and is done with it');
select tests.become('none');
select is((select meta_status from public.templates where id = tests.id('greeting_a1')), 'DELETED',
  'the campaign''s template stays as a row');
select tests.act_as('agent');
select is(tests.error_of('select public.delete_template(tests.id(''greeting_a1''))'), '42501 permission_denied', 'agents delete none');
select tests.act_as('owner_b');
select is(tests.error_of('select public.delete_template(tests.id(''greeting_a1''))'), '42501 permission_denied',
  'nor another organization');

select * from finish();
