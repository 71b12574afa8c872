-- Files, all private. A name is <organization_id>/<brand_id>/<id of ours>/<file>: the first two parts decide who may reach it.
--   media    files of messages, in and out; members upload what they want to send, the worker stores what customers sent
--   imports  what members upload to import; the worker reads and removes it
--   exports  what the worker made for a member to download
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
  ('media', 'media', false, 100 * 1024 * 1024, array[
    'image/jpeg', 'image/png', 'image/webp', 'video/mp4', 'video/3gpp',
    'audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg',
    'text/plain', 'application/pdf', 'application/msword', 'application/vnd.ms-excel', 'application/vnd.ms-powerpoint',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    'application/octet-stream']),
  ('imports', 'imports', false, 100 * 1024 * 1024, array[
    'text/csv', 'text/plain', 'text/vcard', 'application/vnd.ms-excel',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/octet-stream']),
  ('exports', 'exports', false, 500 * 1024 * 1024, array[
    'text/csv', 'application/json', 'application/zip', 'application/gzip',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'])
on conflict (id) do update set public = excluded.public, file_size_limit = excluded.file_size_limit,
  allowed_mime_types = excluded.allowed_mime_types;

create function private.my_brand_folders(permission text) returns setof text
language plpgsql stable security definer parallel safe
set search_path = ''
as $$
begin
  return query
  select b.organization_id || '/' || b.id
  from public.brands b
  where b.id = any (private.my_brands(permission));
end
$$;
comment on function private.my_brand_folders(text) is
  'The first two parts of the names of files that belong to brands in which the caller has the permission. For policies of '
  'storage.objects: once a query.';
grant execute on function private.my_brand_folders(text) to authenticated;

create policy wabase_objects_select on storage.objects for select to authenticated
  using (
    bucket_id in ('media', 'imports', 'exports')
    and (
      (select private.is_service_user())
      or split_part(name, '/', 1) || '/' || split_part(name, '/', 2) = any (case bucket_id
        when 'imports' then array(select private.my_brand_folders('contacts.import'))
        when 'exports' then array(select private.my_brand_folders('contacts.export'))
        when 'media' then array(select private.my_brand_folders('conversations.view'))
      end)
      and (
        bucket_id <> 'media'
        or owner_id = (select auth.uid())::text
        -- Whoever sees the message sees its file: this asks under the policies of message_media.
        or exists (select from public.message_media f where f.storage_path = objects.name)
      )
      -- Whoever sees a template sees its samples.
      or bucket_id = 'media' and name = any ((select private.my_template_samples())::text[])
      -- What was wrong with an import is for those who import.
      or bucket_id = 'exports' and split_part(name, '/', 4) = 'errors.csv'
        and split_part(name, '/', 1) || '/' || split_part(name, '/', 2)
          = any (array(select private.my_brand_folders('contacts.import')))
    )
  );
create policy wabase_objects_insert on storage.objects for insert to authenticated
  with check (
    name ~ '^[0-9a-f-]{36}/[0-9a-f-]{36}/[0-9a-f-]{36}/[^/]+$'
    and (
      (select private.is_service_user()) and bucket_id in ('media', 'imports', 'exports')
      or split_part(name, '/', 1) || '/' || split_part(name, '/', 2) = any (case bucket_id
        when 'imports' then array(select private.my_brand_folders('contacts.import'))
        when 'media' then array(
          select private.my_brand_folders('conversations.reply') union select private.my_brand_folders('templates.edit'))
      end)
    )
  );
create policy wabase_objects_update on storage.objects for update to authenticated
  using ((select private.is_service_user()) and bucket_id in ('media', 'imports', 'exports'))
  with check ((select private.is_service_user()) and bucket_id in ('media', 'imports', 'exports'));
create policy wabase_objects_delete on storage.objects for delete to authenticated
  using ((select private.is_service_user()) and bucket_id in ('media', 'imports', 'exports'));
