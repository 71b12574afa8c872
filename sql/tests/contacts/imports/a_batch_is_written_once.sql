select plan(23);
select tests.build_world();
insert into public.contact_attributes (organization_id, brand_id, key, type, label)
select tests.id('org_a'), tests.id('a1'), k, 'text', k from unnest(array['city', 'zip', 'street']) as k;

create function pg_temp.import(state text default 'running', policy text default 'skip') returns uuid
language sql volatile
as $$
  with made as (
    insert into public.contact_imports (organization_id, brand_id, created_by, file_name, storage_path, state, policy)
    values (tests.id('org_a'), tests.id('a1'), tests.id('manager'), 'people.csv', 'p', import.state, import.policy) returning id
  )
  select tests.keep('import', id) from made
$$;
create function pg_temp.good(row_number int, phone text, name text default null, attributes jsonb default '{}') returns jsonb
language sql immutable
as $$ select jsonb_build_object('row_number', row_number, 'phone', phone, 'name', name, 'attributes', attributes) $$;
create function pg_temp.apply(after_row int, to_row int, rows jsonb, errors jsonb default '[]') returns text
language sql volatile
as $$ select private.import_contacts(tests.id('import'), after_row, to_row, rows, errors) $$;
create function pg_temp.counts() returns text
language sql stable
as $$
  select format('%s: %s created, %s updated, %s unchanged, %s skipped, %s duplicate, %s failed', i.cursor_row, i.rows_created,
    i.rows_updated,
    i.rows_unchanged, i.rows_skipped, i.rows_duplicate, i.rows_failed)
  from public.contact_imports i where i.id = tests.id('import')
$$;

select pg_temp.import();
select is(pg_temp.apply(0, 4, jsonb_build_array(pg_temp.good(2, '+4915112345601', 'Ann', '{"city": "Ulm"}'), pg_temp.good(3,
  '+4915112345602'))
  , '[{"row_number": 4, "column_number": 1, "column_name": "Phone", "code": "phone_invalid", "message": "No phone.", "raw": "abc"}]'),
  'running', 'a batch is applied');
select is(pg_temp.counts(), '4: 2 created, 0 updated, 0 unchanged, 0 skipped, 0 duplicate, 1 failed', 'and counted');
select results_eq(
  $$ select name, phone, attributes ->> 'city', source from public.contacts where brand_id = tests.id('a1') order by phone $$,
  $$ values ('Ann', '+4915112345601', 'Ulm', 'import'), (null, '+4915112345602', null, 'import') $$, 'its contacts are there');
select is((select count(*)::int from public.contact_identities where brand_id = tests.id('a1')), 2, 'with their phones as aliases');
select is((select raw from public.contact_import_errors where row_number = 4), 'abc', 'the bad row is kept with its reason');
select is((select count(distinct actor_id || entity_id)::int from public.audit_log
  where entity = 'contacts' and actor_kind = 'user' and actor_id = tests.id('manager')::text), 2, 'and logged as done by who imports');

select is(pg_temp.apply(0, 4, jsonb_build_array(pg_temp.good(2, '+4915112345601', 'Ann'))), 'elsewhere',
  'the same batch once more is none');
select is(pg_temp.counts(), '4: 2 created, 0 updated, 0 unchanged, 0 skipped, 0 duplicate, 1 failed', 'and changes nothing');
select is(pg_temp.apply(4, 6, jsonb_build_array(pg_temp.good(5, '+4915112345601', 'Other'), pg_temp.good(6, '+4915112345603')),
  '[{"row_number": 7, "code": "duplicate_in_file", "message": "Twice.", "raw": "x"}]'), 'running', 'the next batch');
select is(pg_temp.counts(), '6: 3 created, 0 updated, 0 unchanged, 1 skipped, 1 duplicate, 1 failed', 'skips who is there');
select is((select name from public.contacts where phone = '+4915112345601'), 'Ann', 'and leaves them alone');

update public.contact_imports set state = 'canceled' where id = tests.id('import');
select is(pg_temp.apply(6, 7, jsonb_build_array(pg_temp.good(7, '+4915112345604'))), 'canceled', 'a canceled import goes no further');
select is((select count(*)::int from public.contacts where brand_id = tests.id('a1')), 3, 'and writes nothing');

select pg_temp.import(policy => 'update');
select pg_temp.apply(0, 3, jsonb_build_array(pg_temp.good(2, '+4915112345601', 'Anna', '{"zip": "1"}'), pg_temp.good(3, '+4915112345602')));
select is(pg_temp.counts(), '3: 0 created, 1 updated, 1 unchanged, 0 skipped, 0 duplicate, 0 failed', 'update: what changed is told apart');
select results_eq($$ select name, attributes from public.contacts where phone = '+4915112345601' $$,
  $$ values ('Anna', '{"zip": "1", "city": "Ulm"}'::jsonb) $$, 'values of the file win, others stay');

select pg_temp.import(policy => 'fill_blanks');
select pg_temp.apply(0, 3, jsonb_build_array(
  pg_temp.good(2, '+4915112345601', 'Annabel', '{"zip": "2", "street": "A"}'), pg_temp.good(3, '+4915112345602', 'Bo')));
select is(pg_temp.counts(), '3: 0 created, 2 updated, 0 unchanged, 0 skipped, 0 duplicate, 0 failed', 'fill_blanks');
select results_eq($$ select name, attributes from public.contacts where phone = '+4915112345601' $$,
  $$ values ('Anna', '{"zip": "1", "city": "Ulm", "street": "A"}'::jsonb) $$, 'takes only what is missing');

select pg_temp.import('dry_run', 'update');
select is(pg_temp.apply(0, 3, jsonb_build_array(pg_temp.good(2, '+4915112345601', 'X'), pg_temp.good(3, '+4915112345609'))), 'dry_run',
  'a dry run');
select is(pg_temp.counts(), '3: 1 created, 1 updated, 0 unchanged, 0 skipped, 0 duplicate, 0 failed', 'counts what would happen');
select is((select count(*)::int from public.contacts where phone = '+4915112345609' or name = 'X'), 0, 'and writes nothing');
select is(private.finish_import(tests.id('import'), null), 'analysed', 'it can be started afterwards');
select is((select report ->> 'created' from public.contact_imports where id = tests.id('import')), '1', 'and has left its report');
select ok(exists (select from realtime.messages where topic = 'contacts:' || tests.id('a1') and event = 'contact_import'
  and payload ->> 'state' = 'analysed'), 'the brand''s channel heard of it');

select * from finish();
