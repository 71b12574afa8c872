select plan(14);
select tests.build_world();
update public.templates set meta_template_id = '77' where id = tests.id('greeting_a1');

create function pg_temp.draft(more jsonb) returns jsonb
language sql stable
as $$
  select jsonb_build_object('whatsapp_account_id', tests.id('number_a1'), 'name', 'order_update', 'language', 'en', 'category', 'UTILITY',
    'components', jsonb '[{"type": "BODY", "text": "It has shipped."}]') || more
$$;

select tests.act_as('manager');
select results_eq(
  $$select brand_id, waba_id, name, review_status, submission, meta_status, created_by from public.save_template(pg_temp.draft('{}'))$$,
  $$select tests.id('a1'), 'waba-' || tests.id('number_a1'), 'order_update', 'draft', 'none', null::text, tests.id('manager')$$,
  'a draft is made in the brand of the number');
select is(tests.error_of($$select public.save_template(pg_temp.draft('{}'))$$), '23505 template_exists', 'a name and language once');
select is(tests.error_of($$select public.save_template(pg_temp.draft('{"language": "es", "components": 7}'))$$), 'PT422 template_invalid',
  'what is no template is refused');
select is((public.save_template(pg_temp.draft('{"language": "es", "components": [{"type": "BODY", "text": ""}]}'))).review_status, 'draft',
  'an unfinished one may be kept');
select results_eq(
  $$select name, language, components #>> '{0,text}', draft from public.save_template(jsonb_build_object(
    'id', (select id from public.templates where language = 'es'), 'name', 'pedido', 'components', jsonb '[{"type": "BODY",
      "text": "Ya"}]'))$$,
  $$values ('pedido', 'es', 'Ya', null::jsonb)$$, 'before Meta has it, all of it changes');
select results_eq(
  $$select components #>> '{0,text}', draft #>> '{components,0,text}', review_status, meta_status
    from public.save_template(jsonb_build_object('id', tests.id('greeting_a1'), 'components', jsonb '[{"type": "BODY",
      "text": "Hello"}]'))$$,
  $$values ('Hi {{1}}', 'Hello', 'draft', 'APPROVED')$$, 'once Meta has it, the change waits beside what is sent');
select is(tests.error_of($$select public.save_template(jsonb_build_object('id', tests.id('greeting_a1'), 'name', 'other'))$$),
  'PT409 template_is_at_meta', 'its name stays');
select is(tests.error_of($$select public.save_template(jsonb_build_object('id', tests.id('greeting_a1'), 'category', 'MARKETING'))$$),
  'PT409 template_is_at_meta', 'and while approved its category');
select is(tests.error_of($$select public.save_template(jsonb_build_object('id', tests.id('greeting_a1'), 'meta_status', 'REJECTED',
    'organization_id', tests.id('org_b')))$$), 'no error', 'other fields are not the caller''s');
select results_eq(
  $$select meta_status, organization_id from public.templates where id = tests.id('greeting_a1')$$,
  $$select 'APPROVED', tests.id('org_a')$$, 'and stay as they were');
select tests.act_as('agent');
select is(tests.error_of($$select public.save_template(pg_temp.draft('{"name": "mine"}'))$$), '42501 permission_denied',
  'agents write none');
select tests.act_as('manager_a2');
select is(tests.error_of($$select public.save_template(pg_temp.draft('{"name": "mine"}'))$$), '42501 permission_denied',
  'nor managers of another brand');
select is(tests.error_of($$select public.save_template(jsonb_build_object('id', tests.id('greeting_a1')))$$), '42501 permission_denied',
  'nor change its templates');
select tests.act_as('owner_b');
select is(tests.error_of($$select public.save_template(jsonb_build_object('id', tests.id('greeting_a1')))$$), '42501 permission_denied',
  'nor another organization');

select * from finish();
