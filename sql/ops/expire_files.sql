create function private.let_go_of_exports(export_ids uuid[]) returns void
language sql volatile
set search_path = ''
as $$
  select private.remove_files(e.organization_id, e.brand_id, 'exports', array_agg(e.storage_path))
  from public.exports e where e.id = any (export_ids) group by e.organization_id, e.brand_id;
  update public.exports e set state = 'expired', storage_path = null where e.id = any (export_ids)
$$;
comment on function private.let_go_of_exports(uuid[]) is 'Has the files of completed exports removed by the worker.';

create function private.let_go_of_copies(request_ids uuid[]) returns void
language sql volatile
set search_path = ''
as $$
  select private.remove_files(r.organization_id, r.brand_id, 'exports', array_agg(r.file_path))
  from public.data_requests r where r.id = any (request_ids) group by r.organization_id, r.brand_id;
  update public.data_requests r set file_path = null where r.id = any (request_ids)
$$;
comment on function private.let_go_of_copies(uuid[]) is 'Has copies that were made for persons removed by the worker.';

create function private.let_go_of_imports(import_ids uuid[]) returns void
language sql volatile
set search_path = ''
as $$
  select private.remove_files(f.organization_id, f.brand_id, f.bucket, array_agg(f.path))
  from (
    select i.organization_id, i.brand_id, 'imports' as bucket, i.storage_path as path
    from public.contact_imports i where i.id = any (import_ids)
    union all
    select i.organization_id, i.brand_id, 'exports', i.errors_path from public.contact_imports i
    where i.id = any (import_ids) and i.errors_path is not null
  ) as f
  group by f.organization_id, f.brand_id, f.bucket;
  delete from public.contact_import_errors e
  using public.contact_imports i
  where i.id = any (import_ids) and e.import_id = i.id and e.brand_id = i.brand_id and e.organization_id = i.organization_id;
  update public.contact_imports i
  set files_removed_at = now(), errors_path = null, analysis = null, finished_at = coalesce(i.finished_at, now()),
    state = case when i.state in ('created', 'analysed') then 'canceled' else i.state end
  where i.id = any (import_ids)
$$;
comment on function private.let_go_of_imports(uuid[]) is
  'Has the files of imports removed by the worker; what was kept of their rows goes too, the counts stay. An import that was never started '
  'is over.';

create function private.expire_files(max_rows int) returns int
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_exports uuid[];
  v_imports uuid[];
  v_copies uuid[];
begin
  v_exports := array(
    select e.id from public.exports e
    left join public.retention_settings s on s.organization_id = e.organization_id
    where e.state = 'completed'
      and (e.expires_at <= now() or e.created_at <= now() - make_interval(days => s.export_file_days))
    order by e.expires_at limit max_rows for update of e skip locked);
  v_copies := array(
    select r.id from public.data_requests r cross join private.settings p
    left join public.retention_settings s on s.organization_id = r.organization_id
    where r.file_path is not null
      and r.completed_at <= now() - least(p.export_retention, make_interval(days => s.export_file_days))
    order by r.completed_at limit max_rows for update of r skip locked);
  v_imports := array(
    select i.id from public.contact_imports i cross join private.settings p
    left join public.retention_settings s on s.organization_id = i.organization_id
    where i.files_removed_at is null and i.state not in ('uploaded', 'dry_run', 'running')
      and i.created_at <= now() - least(p.import_retention, make_interval(days => s.import_file_days))
    order by i.created_at limit max_rows for update of i skip locked);
  perform private.let_go_of_exports(v_exports);
  perform private.let_go_of_copies(v_copies);
  perform private.let_go_of_imports(v_imports);
  return cardinality(v_exports) + cardinality(v_copies) + cardinality(v_imports);
end
$$;
comment on function private.expire_files(int) is
  'Lets go of at most max_rows exports, copies for persons and imports each whose time is over, by the platform or by their organization. '
  'Looks at all whose files are still there, which are those of the last weeks. Returns how many; the worker calls it until none is left.';
grant execute on function private.expire_files(int) to wabase_worker;
