create function private.announce_import(import_row public.contact_imports) returns void
language sql volatile
set search_path = ''
as $$
  select realtime.send(
    jsonb_build_object('import_id', import_row.id, 'state', import_row.state, 'rows_total', import_row.rows_total,
      'created', import_row.rows_created, 'updated', import_row.rows_updated, 'unchanged', import_row.rows_unchanged,
      'skipped', import_row.rows_skipped, 'duplicate', import_row.rows_duplicate, 'failed', import_row.rows_failed,
      'failure_code', import_row.failure_code),
    'contact_import', 'contacts:' || import_row.brand_id, true)
$$;
comment on function private.announce_import(public.contact_imports) is
  'Tells the channel contacts:<brand id> how far an import is: event contact_import with its state and all counts, so that a lost one '
  'does no harm.';
