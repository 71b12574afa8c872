create function private.expired_files(max_rows int)
returns table (bucket text, path text, export_id uuid, import_id uuid)
language sql stable security definer
set search_path = ''
as $$
  with old_exports as (
    select e.id, e.storage_path from public.exports e
    where e.state = 'completed' and e.expires_at <= now() order by e.expires_at limit max_rows
  ), old_imports as (
    select i.id, i.storage_path, i.errors_path from public.contact_imports i cross join private.settings s
    where i.files_removed_at is null and i.created_at <= now() - s.import_retention and i.state not in ('uploaded', 'dry_run', 'running')
    order by i.created_at limit max_rows
  )
  select 'exports', e.storage_path, e.id, null::uuid from old_exports e
  union all
  select 'imports', i.storage_path, null, i.id from old_imports i
  union all
  select 'exports', i.errors_path, null, i.id from old_imports i where i.errors_path is not null
$$;
comment on function private.expired_files(int) is
  'Files of exports and imports whose time is over, those of at most max_rows exports and as many imports. Removing one twice is harmless.';
grant execute on function private.expired_files(int) to wabase_worker;

create function private.forget_files(export_ids uuid[], import_ids uuid[]) returns void
language sql volatile security definer
set search_path = ''
as $$
  update public.exports e set state = 'expired', storage_path = null where e.id = any (export_ids) and e.state = 'completed';
  delete from public.contact_import_errors e
  using public.contact_imports i
  where i.id = any (import_ids) and e.import_id = i.id and e.brand_id = i.brand_id and e.organization_id = i.organization_id;
  update public.contact_imports i
  set files_removed_at = now(), errors_path = null, analysis = null, finished_at = coalesce(i.finished_at, now()),
    state = case when i.state in ('created', 'analysed') then 'canceled' else i.state end
  where i.id = any (import_ids) and i.state not in ('uploaded', 'dry_run', 'running')
$$;
comment on function private.forget_files(uuid[], uuid[]) is
  'The files of these exports and imports are removed: what was kept of their rows goes too, the counts stay. An import that was never '
  'started is over.';
grant execute on function private.forget_files(uuid[], uuid[]) to wabase_worker;
