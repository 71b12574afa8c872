create function private.begin_export(export_id uuid) returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_export public.exports;
begin
  update public.exports e set state = 'running', started_at = coalesce(e.started_at, now())
  where e.id = export_id and e.state in ('queued', 'running')
  returning * into v_export;
  if v_export.id is null then
    return null;
  end if;
  return jsonb_build_object('id', v_export.id, 'kind', v_export.kind, 'format', v_export.format,
    'storage_path', format('%s/%s/%s/%s.%s', v_export.organization_id, v_export.brand_id, v_export.id, v_export.kind, v_export.format),
    'columns', case v_export.kind when 'contacts' then private.contact_export_columns(v_export.brand_id)
      else private.campaign_export_columns() end);
end
$$;
comment on function private.begin_export(uuid) is
  'What the worker needs to make an export: {id, kind, format, storage_path, columns}; null when there is nothing to do.';
grant execute on function private.begin_export(uuid) to wabase_worker;

create function private.export_page(export_id uuid, after text) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_export public.exports;
begin
  select * into v_export from public.exports e where e.id = export_page.export_id and e.state = 'running';
  if v_export.id is null then
    return null;
  end if;
  if v_export.kind = 'campaign_messages' then
    return private.campaign_export_page(v_export.brand_id, (v_export.parameters ->> 'campaign_id')::uuid, after);
  end if;
  return private.contact_export_page(v_export.brand_id, v_export.parameters -> 'filter', after);
end
$$;
comment on function private.export_page(uuid, text) is
  'The next rows of an export that is being made: {rows: [[text, …], …], next}; next is given as after for the page that follows, and '
  'null on the last. Null when the export is no longer made. Errors: PT422 filter_invalid, when what the filter names is gone.';
grant execute on function private.export_page(uuid, text) to wabase_worker;

create function private.finish_export(export_id uuid, storage_path text, row_count int) returns void
language sql volatile security definer
set search_path = ''
as $$
  with finished as (
    update public.exports e
    set state = 'completed', storage_path = finish_export.storage_path, row_count = finish_export.row_count, finished_at = now(),
      expires_at = now() + (select s.export_retention from private.settings s)
    where e.id = export_id and e.state = 'running'
    returning e
  )
  select private.announce_export(e) from finished
$$;
comment on function private.finish_export(uuid, text, int) is 'The file of an export is stored. A late call changes nothing.';
grant execute on function private.finish_export(uuid, text, int) to wabase_worker;

create function private.fail_export(export_id uuid, code text, message text) returns void
language sql volatile security definer
set search_path = ''
as $$
  with failed as (
    update public.exports e
    set state = 'failed', failure_code = code, failure_message = left(message, 1000), finished_at = now()
    where e.id = export_id and e.state = 'running'
    returning e
  )
  select private.announce_export(e) from failed
$$;
comment on function private.fail_export(uuid, text, text) is 'Ends an export that cannot be made. A late call changes nothing.';
grant execute on function private.fail_export(uuid, text, text) to wabase_worker;

create function private.exports_under_way() returns setof uuid
language sql stable
set search_path = ''
as $$ select e.id from public.exports e where e.state in ('queued', 'running') $$;
comment on function private.exports_under_way() is 'Exports that a worker should be making; rung for by private.ring_everything.';
