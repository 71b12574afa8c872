create function private.begin_erasure(request public.data_requests) returns private.erasures
language plpgsql volatile
set search_path = ''
as $$
declare
  v_people uuid[];
  v_entities text[];
  v_parent record;
  v_ids text[];
  v_ids_of_parents uuid[];
  v_erasure private.erasures;
begin
  -- The contact, and those that were merged into it.
  v_people := array(
    select c.id from public.contacts c
    where (c.id = request.contact_id or c.merged_into = request.contact_id) and c.brand_id = request.brand_id);
  v_entities := v_people::text[] || array(
    select c.id::text from public.conversations c where c.contact_id = any (v_people) and c.brand_id = request.brand_id);
  v_ids_of_parents := v_entities::uuid[];
  -- Whatever hangs on them has entries of its own.
  for v_parent in
    select k.conrelid::regclass as relation, a.attname as name
    from pg_catalog.pg_constraint k
    join pg_catalog.pg_attribute f on f.attrelid = k.confrelid and f.attname = 'id'
    join pg_catalog.pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[array_position(k.confkey, f.attnum)]
    where k.contype = 'f' and k.confrelid in ('public.contacts'::regclass, 'public.conversations'::regclass) and k.conparentid = 0
      and k.conrelid <> 'public.messages'::regclass
      and exists (
        select from pg_catalog.pg_attribute i
        where i.attrelid = k.conrelid and i.attname = 'id' and i.atttypid = 'uuid'::regtype and not i.attisdropped)
  loop
    execute format('select array_agg(t.id::text) from %s t where t.%I = any ($1::uuid[]) and t.brand_id = $2',
      v_parent.relation, v_parent.name)
    into v_ids using v_ids_of_parents, request.brand_id;
    v_entities := v_entities || coalesce(v_ids, '{}');
  end loop;
  insert into private.erasures (organization_id, brand_id, request_id, needles, names, entities)
  select request.organization_id, request.brand_id, request.id,
    array(
      select distinct ltrim(i.value, '+') from (
        select c.value from public.contact_identities c
        where c.contact_id = any (v_people) and c.brand_id = request.brand_id and c.kind <> 'username'
        union all
        select f.value from private.former_identities f
        where f.contact_id = any (v_people) and f.brand_id = request.brand_id and f.kind <> 'username'
      ) as i (value)),
    array(
      select distinct n.name from public.contacts c, lateral (values (c.name), (c.profile_name)) as n (name)
      where c.id = any (v_people) and c.brand_id = request.brand_id and char_length(n.name) >= 3),
    v_entities
  returning * into v_erasure;
  return v_erasure;
end
$$;
comment on function private.begin_erasure(public.data_requests) is 'Notes by what a person is found before the ids are gone.';

create function private.erase_messages(erasure private.erasures, contact_id uuid, max_rows int) returns int
language plpgsql volatile
set search_path = ''
as $$
begin
  return private.delete_messages(array(
    select m.id from public.messages m
    where m.contact_id = any (array(
        select c.id from public.contacts c
        where (c.id = erase_messages.contact_id or c.merged_into = erase_messages.contact_id) and c.brand_id = erasure.brand_id))
      and m.brand_id = erasure.brand_id and m.organization_id = erasure.organization_id
    order by m.id limit max_rows));
end
$$;
comment on function private.erase_messages(private.erasures, uuid, int) is
  'Removes the next messages of a person. Returns how many.';

create function private.erase_import_rows(erasure private.erasures) returns int
language sql volatile
set search_path = ''
as $$
  with named as materialized (
    select i.id from public.contact_imports i where i.brand_id = erasure.brand_id and i.organization_id = erasure.organization_id
  ), refused as (
    delete from public.contact_import_errors e
    using named n
    where e.import_id = n.id and e.brand_id = erasure.brand_id and e.organization_id = erasure.organization_id
      and (exists (select from unnest(erasure.names) as name where position(lower(name) in lower(e.raw)) > 0)
        -- However the phone was written: its last nine digits are there in a row.
        or exists (select from unnest(erasure.needles) as needle
          where position(right(needle, 9) in regexp_replace(e.raw, '[^A-Za-z0-9.]', '', 'g')) > 0))
    returning 1
  ), sampled as (
    update public.contact_imports i
    set analysis = jsonb_set(i.analysis, '{columns}', (
      select jsonb_agg(c || '{"samples": []}') from jsonb_array_elements(i.analysis -> 'columns') as c))
    from named n
    where i.id = n.id and i.brand_id = erasure.brand_id and i.organization_id = erasure.organization_id
      and jsonb_typeof(i.analysis -> 'columns') = 'array' and (
        exists (select from unnest(erasure.names) as name where position(lower(name) in lower(i.analysis::text)) > 0)
        or exists (select from unnest(erasure.needles) as needle
          where position(right(needle, 9) in regexp_replace(i.analysis::text, '[^A-Za-z0-9.]', '', 'g')) > 0))
    returning 1
  )
  select (select count(*) from refused)::int + (select count(*) from sampled)::int
$$;
comment on function private.erase_import_rows(private.erasures) is
  'Removes what imports keep of a person''s line in a file: refused cells, samples. Cost grows with the brand''s import errors.';

create function private.is_written_to_again(erasure private.erasures, contact_id uuid) returns boolean
language plpgsql volatile
set search_path = ''
as $$
declare
  v_people uuid[] := array(
    select c.id from public.contacts c
    where (c.id = is_written_to_again.contact_id or c.merged_into = is_written_to_again.contact_id) and c.brand_id = erasure.brand_id);
begin
  if not exists (select from public.messages m where m.contact_id = any (v_people) and m.brand_id = erasure.brand_id) then
    return false;
  end if;
  update private.erasures e
  set step = 'messages', needles = array(
    select n from unnest(e.needles) as n
    union
    select ltrim(i.value, '+') from public.contact_identities i
    where i.contact_id = any (v_people) and i.brand_id = e.brand_id and i.kind <> 'username')
  where e.request_id = erasure.request_id and e.brand_id = erasure.brand_id;
  return true;
end
$$;
comment on function private.is_written_to_again(private.erasures, uuid) is
  'Whether a person has messages again who had none left; the erasure then goes back to them, and knows the ids that came with them.';

create function private.import_files_to_search(erasure private.erasures) returns jsonb
language sql stable
set search_path = ''
as $$
  select jsonb_build_object('needles', to_jsonb(array(select right(n, 9) from unnest(erasure.needles) as n)), 'files', coalesce(
    jsonb_agg(jsonb_build_object('id', i.id, 'file_name', i.file_name, 'storage_path', i.storage_path, 'reading', i.reading)
      order by i.id), '[]'))
  from public.contact_imports i
  where i.brand_id = erasure.brand_id and i.organization_id = erasure.organization_id and i.files_removed_at is null
$$;
comment on function private.import_files_to_search(private.erasures) is
  'Files of imports in which a person may stand, and the ends of the ids by which he is found in a cell: {needles, files}.';

create function private.erase_import_files(request_id uuid, import_ids uuid[]) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_erasure private.erasures;
  v_imports uuid[];
begin
  select * into v_erasure from private.erasures e where e.request_id = erase_import_files.request_id for update;
  if v_erasure.step is distinct from 'import_files' then
    return;
  end if;
  v_imports := array(
    select i.id from public.contact_imports i
    where i.id = any (import_ids) and i.brand_id = v_erasure.brand_id and i.organization_id = v_erasure.organization_id
      and i.files_removed_at is null
    order by i.id for update);
  perform private.let_go_of_imports(v_imports);
  update private.erasures e
  set step = 'contact', counts = e.counts || jsonb_build_object('import_files', cardinality(v_imports))
  where e.request_id = v_erasure.request_id and e.brand_id = v_erasure.brand_id;
end
$$;
comment on function private.erase_import_files(uuid, uuid[]) is
  'Lets go of the files of these imports, in which the worker has found the person, and of their refused rows; the erasure goes on. '
  'Files are not rewritten: whoever uploaded one has it. A late call changes nothing.';
grant execute on function private.erase_import_files(uuid, uuid[]) to wabase_worker;

create function private.erase_person(request_id uuid, max_rows int default 2000) returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_request public.data_requests;
  v_erasure private.erasures;
  v_n int := 0;
  v_next text;
  v_last uuid;
  v_held uuid;
  v_exports uuid[];
begin
  select * into v_request from public.data_requests r where r.id = erase_person.request_id and r.kind = 'erase' for update;
  if v_request.id is null or v_request.status in ('done', 'failed') then
    return '{"next": "done"}';
  end if;
  select * into v_erasure from private.erasures e where e.request_id = v_request.id and e.brand_id = v_request.brand_id;
  if not found then
    v_erasure := private.begin_erasure(v_request);
    update public.data_requests r set status = 'running' where r.id = v_request.id and r.brand_id = v_request.brand_id;
  end if;
  v_next := v_erasure.step;
  case v_erasure.step
    when 'messages' then
      v_n := private.erase_messages(v_erasure, v_request.contact_id, max_rows);
      v_next := case when v_n < max_rows then 'raw_events' else v_next end;
    when 'raw_events' then
      with read as materialized (
        select e.id, e.state, e.body from private.raw_events e where e.id > v_erasure.seen order by e.id limit max_rows
      ), held as (
        -- Not applied yet: what it brings is not here to be erased.
        select r.id from read r
        where r.state not in ('processed', 'dead')
          and exists (select from unnest(v_erasure.needles) as needle where position(needle in r.body) > 0)
        order by r.id limit 1
      ), blotted as (
        -- One POST may tell of several people: it was applied, so nobody loses anything.
        update private.raw_events e
        set body = '{"object": "whatsapp_business_account", "entry": []}', error = null
        from read r
        where e.id = r.id and e.state in ('processed', 'dead')
          and r.id < coalesce((select h.id from held h), 'ffffffff-ffff-ffff-ffff-ffffffffffff')
          and exists (select from unnest(v_erasure.needles) as needle where position(needle in r.body) > 0)
        returning e.id
      ), undone as (
        delete from private.dead_items d using blotted b where d.raw_event_id = b.id
      )
      select (select count(*) from blotted), (select h.id from held h), (
        select r.id from read r where r.id < coalesce((select h.id from held h), 'ffffffff-ffff-ffff-ffff-ffffffffffff')
        order by r.id desc limit 1)
      into v_n, v_held, v_last;
      v_next := case when v_last is null and v_held is null then 'audit_log' else v_next end;
    when 'audit_log' then
      v_n := private.erase_audit_values(v_request.organization_id, v_erasure.entities);
      v_erasure.counts := v_erasure.counts || jsonb_build_object('import_rows', private.erase_import_rows(v_erasure));
      v_next := 'import_files';
    when 'import_files' then
      -- What an import or an export is about to write would come after the end.
      if exists (
        select from public.contact_imports i
        where i.brand_id = v_erasure.brand_id and i.organization_id = v_erasure.organization_id
          and i.state in ('uploaded', 'dry_run', 'running')
        union all
        select from public.exports x
        where x.brand_id = v_erasure.brand_id and x.organization_id = v_erasure.organization_id and x.state = 'running')
      then
        return '{"next": "wait"}';
      end if;
      return private.import_files_to_search(v_erasure) || '{"next": "search"}';
    else
      -- Locked, nobody can write as this contact any more. What was written since the messages went goes as they did.
      perform from public.contacts c
      where (c.id = v_request.contact_id or c.merged_into = v_request.contact_id) and c.brand_id = v_request.brand_id
      order by c.id for update;
      if private.is_written_to_again(v_erasure, v_request.contact_id) then
        return '{"next": "more"}';
      end if;
      insert into private.suppressions (organization_id, brand_id, hash, categories)
      select i.organization_id, i.brand_id, private.suppression_hash(i.brand_id, i.kind, i.value), array_agg(distinct s.category)
      from public.consents s
      join public.contact_identities i on i.contact_id = s.contact_id and i.brand_id = s.brand_id and i.organization_id = s.organization_id
      where s.contact_id = v_request.contact_id and s.brand_id = v_request.brand_id and s.state = 'opted_out' and i.kind <> 'username'
      group by i.organization_id, i.brand_id, i.kind, i.value
      on conflict on constraint suppressions_pkey do update set categories = excluded.categories;
      get diagnostics v_n = row_count;
      v_exports := array(
        select x.id from public.exports x
        where x.brand_id = v_request.brand_id and x.organization_id = v_request.organization_id and x.state = 'completed'
          and x.created_at <= v_request.created_at
        order by x.id for update);
      delete from public.contacts c
      where (c.id = v_request.contact_id or c.merged_into = v_request.contact_id) and c.brand_id = v_request.brand_id;
      update public.data_requests r
      set status = 'done', completed_at = now(),
        receipt = v_erasure.counts || jsonb_build_object('contact_id', v_request.contact_id, 'erased_at', now(), 'kept_hashes', v_n,
          'export_files', cardinality(v_exports))
      where r.id = v_request.id and r.brand_id = v_request.brand_id;
      delete from private.erasures e where e.request_id = v_request.id and e.brand_id = v_request.brand_id;
      -- Files that were made while the person was there: who asked for one may ask again.
      perform private.let_go_of_copies(array(
        select r.id from public.data_requests r
        where r.contact_id = v_request.contact_id and r.brand_id = v_request.brand_id and r.file_path is not null));
      perform private.let_go_of_exports(v_exports);
      return '{"next": "done"}';
  end case;
  update private.erasures e
  set step = v_next, seen = coalesce(v_last, e.seen),
    counts = v_erasure.counts || jsonb_build_object(v_erasure.step, coalesce((v_erasure.counts ->> v_erasure.step)::int, 0) + v_n)
  where e.request_id = v_request.id and e.brand_id = v_request.brand_id;
  return jsonb_build_object('next', case when v_held is null then 'more' else 'wait' end);
end
$$;
comment on function private.erase_person(uuid, int) is
  'Does the next part of an erasure and tells what is next: more: call it again; search: look for the person in the files of imports '
  '(needles, files), tell private.erase_import_files, call it again; wait: an import, an export or a webhook about the person is under '
  'way, come back when it is over; done. Each call costs max_rows at most; all webhook bodies that are kept are read once. After a crash '
  'it goes on where it was.';
grant execute on function private.erase_person(uuid, int) to wabase_worker;
