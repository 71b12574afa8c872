create function private.begin_person_export(request_id uuid) returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_request public.data_requests;
  v_copy jsonb;
  v_parent record;
  v_rows jsonb;
begin
  update public.data_requests r set status = 'running'
  where r.id = request_id and r.kind = 'export' and r.status in ('queued', 'running') returning * into v_request;
  if v_request.id is null then
    return null;
  end if;
  select jsonb_build_object('contacts', jsonb_agg(to_jsonb(c))) into v_copy
  from public.contacts c
  where (c.id = v_request.contact_id or c.merged_into = v_request.contact_id) and c.brand_id = v_request.brand_id;
  if v_copy -> 'contacts' = 'null' then
    update public.data_requests r set status = 'failed', error = 'The contact does not exist any more.', completed_at = now()
    where r.id = v_request.id and r.brand_id = v_request.brand_id;
    return null;
  end if;
  -- Every table that refers to the contact or to a conversation of it; messages are read page by page.
  for v_parent in
    select k.conrelid::regclass as relation, a.attname as name, k.confrelid = 'public.contacts'::regclass as is_of_contact, r.relname
    from pg_catalog.pg_constraint k
    join pg_catalog.pg_class r on r.oid = k.conrelid and r.relnamespace = 'public'::regnamespace
    join pg_catalog.pg_attribute f on f.attrelid = k.confrelid and f.attname = 'id'
    join pg_catalog.pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[array_position(k.confkey, f.attnum)]
    where k.contype = 'f' and k.confrelid in ('public.contacts'::regclass, 'public.conversations'::regclass) and k.conparentid = 0
      and k.conrelid not in ('public.messages'::regclass, 'public.contacts'::regclass)
    order by 1, 2
  loop
    execute format(
      'select jsonb_agg(to_jsonb(t)) from %s t where t.%I = any (array(select %s)) and t.brand_id = $2', v_parent.relation, v_parent.name,
      case when v_parent.is_of_contact then '$1' else 'c.id from public.conversations c where c.contact_id = $1 and c.brand_id = $2' end)
    into v_rows using v_request.contact_id, v_request.brand_id;
    v_copy := v_copy || jsonb_build_object(v_parent.relname, coalesce(v_copy -> v_parent.relname, '[]') || coalesce(v_rows, '[]'));
  end loop;
  return jsonb_build_object('organization_id', v_request.organization_id, 'brand_id', v_request.brand_id, 'copy', v_copy);
end
$$;
comment on function private.begin_person_export(uuid) is
  'Starts an export and gives all but the messages: {organization_id, brand_id, copy: {table: rows}}; null when there is nothing to do.';
grant execute on function private.begin_person_export(uuid) to wabase_worker;

create function private.read_person_messages(request_id uuid, after uuid, page_size int) returns jsonb
language sql stable security definer
set search_path = ''
as $$
  select jsonb_agg(jsonb_build_object('message', to_jsonb(m), 'files', coalesce((
      select jsonb_agg(o.name order by o.name) from storage.objects o
      where o.bucket_id = 'media' and o.name >= m.organization_id || '/' || m.brand_id || '/' || m.id || '/'
        and o.name < m.organization_id || '/' || m.brand_id || '/' || m.id || '0'), '[]')) order by m.id)
  from public.data_requests r, lateral (
    select * from public.messages m
    where m.contact_id = r.contact_id and m.brand_id = r.brand_id and m.organization_id = r.organization_id and m.id > after
    order by m.id limit page_size) as m
  where r.id = request_id and r.status = 'running'
$$;
comment on function private.read_person_messages(uuid, uuid, int) is
  'A page of the messages of a person whose export runs, oldest first: [{message, files}], files of the bucket media. Null after the last.';
grant execute on function private.read_person_messages(uuid, uuid, int) to wabase_worker;

create function private.end_data_request(request_id uuid, file_path text, receipt jsonb, error text) returns void
language sql volatile security definer
set search_path = ''
as $$
  update public.data_requests r
  set status = case when end_data_request.error is null then 'done' else 'failed' end, file_path = end_data_request.file_path,
    receipt = end_data_request.receipt, error = end_data_request.error, completed_at = now()
  where r.id = request_id and r.status = 'running'
$$;
comment on function private.end_data_request(uuid, text, jsonb, text) is 'Notes the outcome of an export.';
grant execute on function private.end_data_request(uuid, text, jsonb, text) to wabase_worker;
