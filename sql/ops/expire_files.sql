create function private.expire_files(max_rows int) returns int
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_exports uuid[];
  v_imports uuid[];
begin
  v_exports := array(
    select e.id from public.exports e
    where e.state = 'completed' and e.expires_at <= now() order by e.expires_at limit max_rows for update skip locked);
  v_imports := array(
    select i.id from public.contact_imports i cross join private.settings s
    where i.files_removed_at is null and i.created_at <= now() - s.import_retention and i.state not in ('uploaded', 'dry_run', 'running')
    order by i.created_at limit max_rows for update of i skip locked);
  perform private.remove_files(f.organization_id, f.brand_id, f.bucket, array_agg(f.path))
  from (
    select e.organization_id, e.brand_id, 'exports' as bucket, e.storage_path as path from public.exports e where e.id = any (v_exports)
    union all
    select i.organization_id, i.brand_id, 'imports', i.storage_path from public.contact_imports i where i.id = any (v_imports)
    union all
    select i.organization_id, i.brand_id, 'exports', i.errors_path from public.contact_imports i
    where i.id = any (v_imports) and i.errors_path is not null
  ) as f
  group by f.organization_id, f.brand_id, f.bucket;
  update public.exports e set state = 'expired', storage_path = null where e.id = any (v_exports);
  delete from public.contact_import_errors e
  using public.contact_imports i
  where i.id = any (v_imports) and e.import_id = i.id and e.brand_id = i.brand_id and e.organization_id = i.organization_id;
  update public.contact_imports i
  set files_removed_at = now(), errors_path = null, analysis = null, finished_at = coalesce(i.finished_at, now()),
    state = case when i.state in ('created', 'analysed') then 'canceled' else i.state end
  where i.id = any (v_imports);
  return cardinality(v_exports) + cardinality(v_imports);
end
$$;
comment on function private.expire_files(int) is
  'Lets go of at most max_rows exports and as many imports whose time is over: their files are removed by the worker, what was kept of '
  'their rows goes too, the counts stay. '
  'An import that was never started is over. Returns how many; the worker calls it until none is left.';
grant execute on function private.expire_files(int) to wabase_worker;
