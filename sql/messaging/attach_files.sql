create function private.file_limits(kind text) returns table (types text[], largest bigint)
language sql immutable parallel safe
set search_path = ''
as $$
  select l.types, l.mb * 1024 * 1024
  from (values
    ('image', array['image/jpeg', 'image/png'], 5),
    ('video', array['video/mp4', 'video/3gpp'], 16),
    ('audio', array['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'], 16),
    ('sticker', array['image/webp'], 0.5),
    ('document', array['text/plain', 'application/pdf', 'application/msword', 'application/vnd.ms-excel', 'application/vnd.ms-powerpoint',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/vnd.openxmlformats-officedocument.presentationml.presentation'], 100)
  ) as l (kind, types, mb)
  where l.kind = file_limits.kind
$$;
comment on function private.file_limits(text) is 'Types and bytes that Meta takes for a kind of file (Cloud API, media reference).';

create function private.may_send_file(path text, owner_id text, brand_id uuid) returns boolean
language sql stable
set search_path = ''
as $$
  select owner_id = (select auth.uid())::text or exists (
    select from public.message_media f
    join public.messages m on m.id = f.message_id and m.brand_id = f.brand_id
    join public.conversations c on c.id = m.conversation_id and c.brand_id = m.brand_id
    where f.storage_path = path and f.brand_id = may_send_file.brand_id
      and (c.assigned_to is null or c.assigned_to = any (private.my_seats())
        or f.brand_id = any (private.my_brands('conversations.view_all'))))
$$;
comment on function private.may_send_file(text, text, uuid) is 'Whether the caller uploaded a file or sees a message that has it.';

create function private.attach_files(message_id uuid, account public.whatsapp_accounts, content jsonb) returns jsonb
language plpgsql volatile
set search_path = ''
as $$
declare
  v_file record;
  v_object record;
  v_size bigint;
  v_is_new boolean;
  v_ids jsonb;
  v_paths text[] := array(select p.path from private.media_paths(content) as p order by p.path);
begin
  if cardinality(v_paths) = 0 then
    return content;
  end if;
  v_ids := private.uploaded_media_ids(account.id, v_paths);
  for v_file in select p.*, l.types, l.largest from private.media_paths(content) as p, private.file_limits(p.kind) as l order by p.path loop
    select o.owner_id, o.metadata into v_object from storage.objects o where o.bucket_id = 'media' and o.name = v_file.path;
    if not found or not starts_with(v_file.path, account.organization_id || '/' || account.brand_id || '/')
      or not private.may_send_file(v_file.path, v_object.owner_id, account.brand_id) then
      perform private.fail('PT422', 'file_not_found', format('There is no file %s that you may send.', v_file.path),
        'Upload it to the bucket media first, under the organization and brand of the number.');
    end if;
    v_size := (v_object.metadata ->> 'size')::bigint;
    if lower(split_part(v_object.metadata ->> 'mimetype', ';', 1)) <> all (v_file.types) then
      perform private.fail('PT422', 'file_invalid', format('A file of type %s cannot be sent as %s; there are %s.',
        v_object.metadata ->> 'mimetype', v_file.kind, array_to_string(v_file.types, ', ')), 'Convert the file.');
    elsif v_size > v_file.largest then
      perform private.fail('PT422', 'file_invalid', format('A file sent as %s may have %s bytes and has %s.', v_file.kind,
        v_file.largest, v_size), 'Make the file smaller, or send it as a document.');
    end if;
    v_is_new := not exists (select from public.message_media f where f.storage_path = v_file.path);
    insert into public.message_media (organization_id, brand_id, whatsapp_account_id, message_id, direction, kind, mime_type, filename,
      size, storage_path, state)
    values (account.organization_id, account.brand_id, account.id, attach_files.message_id, 'outbound', v_file.kind,
      lower(split_part(v_object.metadata ->> 'mimetype', ';', 1)), v_file.filename, v_size, v_file.path,
      case when v_ids ? v_file.path then 'stored' else 'pending' end);
    if v_is_new then
      perform private.count_bytes(account.organization_id, v_size, is_forced => true);
    end if;
  end loop;
  perform private.ring('media/transfer', account.id::text)
  where exists (select from unnest(v_paths) as path where not v_ids ? path);
  return content;
end
$$;
comment on function private.attach_files(uuid, public.whatsapp_accounts, jsonb) is
  'Checks the files that a message names by path and notes them beside it; those that Meta does not have yet are uploaded by the '
  'worker before the message is queued. Returns the content. Raises PT422 file_not_found | file_invalid.';
