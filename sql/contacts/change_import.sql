create function private.lock_import(import_id uuid) returns public.contact_imports
language plpgsql volatile
set search_path = ''
as $$
declare
  v_import public.contact_imports;
begin
  select * into v_import from public.contact_imports i where i.id = lock_import.import_id;
  perform private.require_brand(v_import.brand_id, 'contacts.import');
  select * into v_import from public.contact_imports i where i.id = lock_import.import_id for no key update;
  return v_import;
end
$$;
comment on function private.lock_import(uuid) is
  'An import for its caller to change. Errors: 42501 permission_denied, PT409 brand_archived.';

create function private.take_import_place(import_row public.contact_imports) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  c_places constant int := 5;
begin
  perform pg_advisory_xact_lock(hashtextextended('imports of ' || import_row.organization_id, 0));
  if (
    select count(*) from public.contact_imports i
    where i.organization_id = import_row.organization_id and i.state in ('uploaded', 'dry_run', 'running')
  ) >= c_places then
    perform private.fail('PT409', 'too_many_imports', format('%s imports of this organization are under way.', c_places),
      'Wait until one of them is over, or cancel one.');
  end if;
end
$$;
comment on function private.take_import_place(public.contact_imports) is
  'Refuses an import while the organization has five under way: the worker works on a few at once, for everybody. Errors: PT409 '
  'too_many_imports.';

create function private.analyse_import(import_id uuid, reading jsonb) returns public.contact_imports
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_import public.contact_imports := private.lock_import(import_id);
begin
  if jsonb_typeof(reading) is distinct from 'object'
    or exists (select from jsonb_object_keys(reading) as k where k not in ('delimiter', 'encoding', 'has_header', 'sheet'))
    or coalesce(reading ->> 'delimiter', ',') not in (',', ';', E'\t', '|')
    or coalesce(reading ->> 'encoding', 'utf-8') not in ('utf-8', 'utf-16le', 'utf-16be', 'windows-1252')
    or jsonb_typeof(coalesce(reading -> 'has_header', 'true')) <> 'boolean'
    or char_length(coalesce(reading ->> 'sheet', 'a')) not between 1 and 100 then
    perform private.fail('PT422', 'import_settings_invalid', 'The file cannot be read that way.',
      'Allowed: delimiter (comma, semicolon, tab, pipe), encoding (utf-8, utf-16le, utf-16be, windows-1252), has_header, sheet (a name).');
  end if;
  if v_import.state not in ('created', 'analysed') then
    return v_import;
  end if;
  perform private.take_import_place(v_import);
  update public.contact_imports i set state = 'uploaded', reading = analyse_import.reading
  where i.id = v_import.id and i.brand_id = v_import.brand_id
  returning * into v_import;
  perform private.ring('contacts/import', v_import.id::text);
  return v_import;
end
$$;
comment on function private.analyse_import(uuid, jsonb) is 'See public.analyse_import.';
grant execute on function private.analyse_import(uuid, jsonb) to authenticated;

create function public.analyse_import(import_id uuid, reading jsonb default '{}') returns public.contact_imports
language sql volatile
set search_path = ''
as $$ select private.analyse_import(import_id, reading) $$;
comment on function public.analyse_import(uuid, jsonb) is
  'Has the uploaded file read through once: format, encoding, delimiter, columns with samples and suggestions, number of rows. A file that '
  'cannot be read ends the import as failed before anything is imported. reading says what the analysis shall not guess: '
  '{delimiter?, encoding?, has_header?, sheet?}; asked again, it is done again. Needs contacts.import. Returns the row as it now is. '
  'Errors: 42501 permission_denied, PT409 brand_archived | too_many_imports, PT422 import_settings_invalid.';
grant execute on function public.analyse_import(uuid, jsonb) to authenticated;

create function private.start_import(import_id uuid, settings jsonb, dry_run boolean) returns public.contact_imports
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_import public.contact_imports := private.lock_import(import_id);
  v_fault text;
begin
  if v_import.state in ('created', 'uploaded') then
    perform private.fail('PT409', 'import_not_analysed', 'The file has not been read yet.',
      'Call analyse_import and wait for the state analysed.');
  end if;
  if v_import.state <> 'analysed' then
    return v_import;
  end if;
  v_fault := private.import_settings_fault(settings, jsonb_array_length(v_import.analysis -> 'columns'));
  v_fault := coalesce(v_fault, (
    select format('This brand has no contact attribute "%s".', m ->> 'key') from jsonb_array_elements(settings -> 'mapping') as m
    where m ->> 'field' = 'attribute' and not exists (
      select from public.contact_attributes a where a.brand_id = v_import.brand_id and a.key = m ->> 'key')
    limit 1));
  if v_fault is not null then
    perform private.fail('PT422', 'import_settings_invalid', v_fault, 'Correct the settings and start again.');
  end if;
  perform private.take_import_place(v_import);
  update public.contact_imports i
  set state = case when dry_run then 'dry_run' else 'running' end,
    mapping = settings -> 'mapping', default_country = settings ->> 'default_country',
    date_format = coalesce(settings ->> 'date_format', 'iso'), policy = coalesce(settings ->> 'policy', 'skip'),
    consent_category = settings ->> 'consent_category', consent_source = nullif(trim(settings ->> 'consent_source'), ''),
    labels = array(select distinct trim(l) from jsonb_array_elements_text(coalesce(settings -> 'labels', '[]')) as l),
    groups = array(select distinct trim(g) from jsonb_array_elements_text(coalesce(settings -> 'groups', '[]')) as g),
    cursor_row = 0, rows_created = 0, rows_updated = 0, rows_unchanged = 0, rows_skipped = 0, rows_duplicate = 0, rows_failed = 0,
    errors_path = null, started_at = now()
  where i.id = v_import.id and i.brand_id = v_import.brand_id
  returning * into v_import;
  perform private.announce_import(v_import);
  perform private.ring('contacts/import', v_import.id::text);
  return v_import;
end
$$;
comment on function private.start_import(uuid, jsonb, boolean) is 'See public.start_import.';
grant execute on function private.start_import(uuid, jsonb, boolean) to authenticated;

create function public.start_import(import_id uuid, settings jsonb, dry_run boolean default false) returns public.contact_imports
language sql volatile
set search_path = ''
as $$ select private.start_import(import_id, settings, dry_run) $$;
comment on function public.start_import(uuid, jsonb, boolean) is
  'Starts an analysed import, or tries it without writing a contact (dry_run: the report and the error file tell what would happen, then '
  'the import is analysed again). settings: {mapping, default_country?, date_format?, policy?, consent_category?, consent_source?, '
  'labels?, groups?}, see the columns. Needs contacts.import. Returns the row as it now is. Errors: 42501 permission_denied, '
  'PT409 import_not_analysed | brand_archived | too_many_imports, PT422 import_settings_invalid.';
grant execute on function public.start_import(uuid, jsonb, boolean) to authenticated;

create function private.cancel_import(import_id uuid) returns public.contact_imports
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_import public.contact_imports := private.lock_import(import_id);
begin
  if v_import.state in ('completed', 'canceled', 'failed') then
    return v_import;
  end if;
  update public.contact_imports i set state = 'canceled', finished_at = now()
  where i.id = v_import.id and i.brand_id = v_import.brand_id
  returning * into v_import;
  perform private.announce_import(v_import);
  return v_import;
end
$$;
comment on function private.cancel_import(uuid) is 'See public.cancel_import.';
grant execute on function private.cancel_import(uuid) to authenticated;

create function public.cancel_import(import_id uuid) returns public.contact_imports
language sql volatile
set search_path = ''
as $$ select private.cancel_import(import_id) $$;
comment on function public.cancel_import(uuid) is
  'Ends an import between two batches of rows: contacts written before stay, the counts tell how many. Needs contacts.import. Returns the '
  'row as it now is. Errors: 42501 permission_denied, PT409 brand_archived.';
grant execute on function public.cancel_import(uuid) to authenticated;
