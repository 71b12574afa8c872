create function private.sweep_uploads() returns int
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_brand record;
  v_swept int := 0;
begin
  for v_brand in
    with sample as materialized (
      select distinct path from public.templates t, unnest(private.sample_paths(jsonb_build_array(t.components, t.draft))) as path
    )
    select private.uuid_or_null(split_part(o.name, '/', 1)) as organization_id,
      private.uuid_or_null(split_part(o.name, '/', 2)) as brand_id, array_agg(o.name order by o.name) as paths
    from storage.objects o
    where o.bucket_id = 'media' and o.created_at < now() - interval '2 days'
      and not exists (select from public.message_media f where f.storage_path = o.name)
      and not exists (select from private.file_removals r where r.path = o.name)
      and not exists (select from sample s where s.path = o.name)
    group by 1, 2
  loop
    perform private.remove_files(v_brand.organization_id, v_brand.brand_id, 'media', v_brand.paths);
    v_swept := v_swept + cardinality(v_brand.paths);
  end loop;
  return v_swept;
end
$$;
comment on function private.sweep_uploads() is
  'Has the worker remove files of the bucket media that no message and no template has two days after their upload: what was chosen '
  'and not sent, and what a worker stored whose message was deleted meanwhile. Reads the whole bucket, so once a day. Returns how many.';
grant execute on function private.sweep_uploads() to wabase_worker;
