select plan(8);
select tests.build_world();

create function pg_temp.sync(status text, text text default 'Hi') returns int
language sql volatile
as $$
  select private.upsert_synced_templates(tests.id('number_a1'), jsonb_build_array(jsonb_build_object('id', '77', 'name', 'promo',
    'language', 'en', 'category', 'MARKETING', 'status', status, 'parameter_format', 'named',
    'components', jsonb_build_array(jsonb_build_object('type', 'BODY', 'text', text)))))
$$;

select tests.become('wabase_worker');
select is(pg_temp.sync('PENDING'), 1, 'a page is written');
select is(pg_temp.sync('APPROVED', 'Hello'), 1, 'and written again');
select tests.become('none');
select results_eq(
  $$select organization_id, brand_id, waba_id, meta_template_id, category, meta_status, parameter_format, components #>> '{0,text}'
    from public.templates where name = 'promo'$$,
  $$select tests.id('org_a'), tests.id('a1'), 'waba-' || tests.id('number_a1'), '77', 'MARKETING', 'APPROVED', 'NAMED', 'Hello'$$,
  'one row, in the brand of the number, as Meta has it now'
);
create function pg_temp.pictured(handle text, text text) returns jsonb
language sql stable
as $$
  select jsonb_build_array(jsonb_build_object('type', 'HEADER', 'format', 'IMAGE', 'example', jsonb_build_object('header_handle',
    jsonb_build_array(handle))), jsonb_build_object('type', 'BODY', 'text', text))
$$;
update public.templates set components = pg_temp.pictured('01a1f8f6-36ae-742d-9cf3-585430359361/b/m/tea.png', 'Tea') where name = 'promo';
create function pg_temp.listed(text text) returns text
language sql volatile
as $$
  select private.upsert_synced_templates(tests.id('number_a1'), jsonb_build_array(jsonb_build_object('id', '77', 'name', 'promo',
    'language', 'en', 'category', 'MARKETING', 'status', 'APPROVED', 'components', pg_temp.pictured('https://scontent.example/1', text))));
  select components #>> '{0,example,header_handle,0}' from public.templates where name = 'promo'
$$;
select is(pg_temp.listed('Tea'), '01a1f8f6-36ae-742d-9cf3-585430359361/b/m/tea.png', 'a sample stays our file while the rest is the same');
select is(pg_temp.listed('Coffee'), 'https://scontent.example/1', 'what was changed at Meta is as Meta has it');
select is(private.upsert_synced_templates(tests.id('number_a1'), '[]'), 0, 'an empty page is no error');
select is(private.upsert_synced_templates(private.new_id(), '[{"id": "1"}]'), 0, 'nor a number that is gone');
select tests.act_as('owner');
select is(tests.error_of('select private.upsert_synced_templates(null, null)'), '42501', 'clients do not write templates');

select * from finish();
