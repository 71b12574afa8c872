select plan(30);
select tests.build_world();
select tests.stand_in_queue();

select tests.act_as('manager');
select is((select state from public.create_import(tests.id('a1'), 'people.csv') where tests.keep('import', id) is not null), 'created',
  'a manager begins an import');
select is((select storage_path from public.contact_imports where id = tests.id('import')),
  format('%s/%s/%s/upload.csv', tests.id('org_a'), tests.id('a1'), tests.id('import')), 'and is told where the file goes');
select is(tests.error_of(format('select public.start_import(%L, ''{}'')', tests.id('import'))), 'PT409 import_not_analysed',
  'it cannot be started before it is read');
select is(tests.error_of(statement), 'PT422 import_settings_invalid', statement)
from unnest(array[
  'select public.create_import(tests.id(''a1''), ''../../etc'')',
  'select public.create_import(tests.id(''a1''), '''')',
  'select public.create_import(tests.id(''a1''), ''..'')',
  'select public.analyse_import(tests.id(''import''), ''{"delimiter": "x"}'')',
  'select public.analyse_import(tests.id(''import''), ''{"separator": ","}'')',
  'select public.analyse_import(tests.id(''import''), ''{"encoding": "ebcdic"}'')'
]) as statement;
select is((public.analyse_import(tests.id('import'))).state, 'uploaded', 'the file is to be read');
select is((public.analyse_import(tests.id('import'))).state, 'uploaded', 'asked twice, the answer is the same');
select tests.become('none');
select is((select count(*)::int from graphile_worker.jobs where task = 'contacts/import' and key = 'contacts/import:' ||
  tests.id('import')), 1,
  'one job is waiting for it');
select private.record_import_analysis(tests.id('import'), '{"rows": 2, "columns": [{"name": "Phone"}, {"name": "Name"}]}');

select tests.act_as('manager');
select is(tests.error_of(format('select public.start_import(%L, %L)', tests.id('import'), settings)), 'PT422 import_settings_invalid',
  settings)
from unnest(array[
  '[]', '{}', '{"mapping": []}', '{"mapping": [{"column": 0, "field": "name"}]}', '{"mapping": [{"column": 2, "field": "phone"}]}',
  '{"mapping": [{"column": 0, "field": "phone"}, {"column": 0, "field": "name"}]}',
  '{"mapping": [{"column": 0, "field": "phone"}, {"column": 1, "field": "attribute"}]}',
  '{"mapping": [{"column": 0, "field": "phone"}], "policy": "overwrite"}',
  '{"mapping": [{"column": 0, "field": "phone"}], "consent_category": "marketing"}',
  '{"mapping": [{"column": 0, "field": "phone"}], "labels": [""]}'
]) as settings;
select is((public.start_import(tests.id('import'), '{"mapping": [{"column": 0, "field": "phone"}]}', true)).state, 'dry_run',
  'it is tried');
select is((public.cancel_import(tests.id('import'))).state, 'canceled', 'and canceled');
select is((public.start_import(tests.id('import'), '{"mapping": [{"column": 0, "field": "phone"}]}')).state, 'canceled',
  'what is over stays over');

select tests.act_as('agent');
select is(tests.error_of('select public.create_import(tests.id(''a1''), ''people.csv'')'), '42501 permission_denied',
  'an agent imports nothing');
select is((select count(*)::int from public.contact_imports), 0, 'and sees no import');
select tests.act_as('owner_b');
select is(tests.error_of(format('select public.cancel_import(%L)', tests.id('import'))), '42501 permission_denied',
  'another organization''s import is nobody''s');
select is((select count(*)::int from public.contact_imports), 0, 'and unseen');
select tests.become('none');
select ok(exists (select from public.audit_log where entity = 'contact_imports' and entity_id = tests.id('import')::text and action =
  'update'
  and after ->> 'state' = 'canceled' and actor_id = tests.id('manager')::text), 'who canceled it is in the log');

select * from finish();
