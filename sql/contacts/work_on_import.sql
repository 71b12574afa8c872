create function private.read_import(import_id uuid) returns jsonb
language sql stable security definer
set search_path = ''
as $$
  select jsonb_build_object('id', i.id, 'organization_id', i.organization_id, 'brand_id', i.brand_id, 'file_name', i.file_name,
    'storage_path', i.storage_path, 'state', i.state, 'reading', i.reading, 'analysis', i.analysis, 'mapping', i.mapping,
    'default_country', i.default_country, 'date_format', i.date_format, 'cursor_row', i.cursor_row,
    'rows_with_errors', i.rows_failed + i.rows_duplicate,
    'attributes', (
      select coalesce(jsonb_agg(jsonb_build_object('key', a.key, 'label', a.label, 'type', a.type, 'options', a.options) order by a.key),
        '[]')
      from public.contact_attributes a where a.brand_id = i.brand_id))
  from public.contact_imports i where i.id = import_id
$$;
comment on function private.read_import(uuid) is 'What the worker needs to work on an import; null when it is gone.';
grant execute on function private.read_import(uuid) to wabase_worker;

create function private.record_import_analysis(import_id uuid, analysis jsonb) returns void
language sql volatile security definer
set search_path = ''
as $$
  with analysed as (
    update public.contact_imports i
    set state = 'analysed', analysis = record_import_analysis.analysis, rows_total = (record_import_analysis.analysis ->> 'rows')::int
    where i.id = import_id and i.state = 'uploaded'
    returning i
  )
  select private.announce_import(i) from analysed
$$;
comment on function private.record_import_analysis(uuid, jsonb) is 'Keeps what was found in a file; nothing when the import was canceled.';
grant execute on function private.record_import_analysis(uuid, jsonb) to wabase_worker;

create function private.fail_import(import_id uuid, code text, message text) returns void
language sql volatile security definer
set search_path = ''
as $$
  with failed as (
    update public.contact_imports i
    set state = 'failed', failure_code = code, failure_message = left(message, 1000), finished_at = now()
    where i.id = import_id and i.state in ('uploaded', 'dry_run', 'running')
    returning i
  )
  select private.announce_import(i) from failed
$$;
comment on function private.fail_import(uuid, text, text) is 'Ends an import whose file cannot be read. A late call changes nothing.';
grant execute on function private.fail_import(uuid, text, text) to wabase_worker;

create function private.finish_import(import_id uuid, errors_path text) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_import public.contact_imports;
begin
  select * into v_import from public.contact_imports i where i.id = finish_import.import_id for no key update;
  if v_import.state not in ('dry_run', 'running', 'canceled') then
    return v_import.state;
  end if;
  if v_import.state = 'running' then
    perform private.act_as('user', v_import.created_by::text);
  end if;
  update public.contact_imports i
  set errors_path = finish_import.errors_path,
    state = case i.state when 'dry_run' then 'analysed' when 'running' then 'completed' else i.state end,
    finished_at = case i.state when 'running' then now() else i.finished_at end,
    report = case when i.state <> 'dry_run' then i.report else jsonb_build_object('created', i.rows_created, 'updated', i.rows_updated,
      'unchanged', i.rows_unchanged, 'skipped', i.rows_skipped, 'duplicate', i.rows_duplicate, 'failed', i.rows_failed, 'at', now()) end
  where i.id = v_import.id and i.brand_id = v_import.brand_id
  returning * into v_import;
  perform private.announce_import(v_import);
  return v_import.state;
end
$$;
comment on function private.finish_import(uuid, text) is
  'All rows of the file are done: a dry run leaves its report and is analysed again, an import is completed, one that was canceled '
  'meanwhile keeps its state. errors_path: its error file, null when every row was good. Returns the state.';
grant execute on function private.finish_import(uuid, text) to wabase_worker;

create function private.import_errors(import_id uuid, after_row int, after_column int, max_rows int)
returns table (row_number int, column_number int, column_name text, code text, message text, raw text)
language sql stable security definer
set search_path = ''
as $$
  select e.row_number, e.column_number, e.column_name, e.code, e.message, e.raw
  from public.contact_import_errors e
  where e.import_id = import_errors.import_id and (e.row_number, e.column_number) > (after_row, after_column)
  order by e.row_number, e.column_number limit max_rows
$$;
comment on function private.import_errors(uuid, int, int, int) is
  'A page of an import''s errors in the order of the file, for its error file.';
grant execute on function private.import_errors(uuid, int, int, int) to wabase_worker;

create function private.imports_under_way() returns setof uuid
language sql stable
set search_path = ''
as $$ select i.id from public.contact_imports i where i.state in ('uploaded', 'dry_run', 'running') $$;
comment on function private.imports_under_way() is 'Imports that a worker should be working on; rung for by private.ring_everything.';
