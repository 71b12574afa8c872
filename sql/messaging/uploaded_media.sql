-- Meta's ids for files that were sent: the next message with the same file through the same number needs no upload.
create table private.uploaded_media (
  organization_id uuid not null,
  brand_id uuid not null,
  whatsapp_account_id uuid not null,
  storage_path text not null,
  media_id text not null,
  uploaded_at timestamptz not null default now(),
  constraint uploaded_media_pkey primary key (whatsapp_account_id, storage_path, brand_id, organization_id),
  constraint uploaded_media_whatsapp_account_id_fkey
    foreign key (whatsapp_account_id, brand_id, organization_id)
    references public.whatsapp_accounts (id, brand_id, organization_id) on delete cascade
);
alter table private.uploaded_media enable row level security;
comment on table private.uploaded_media is 'Meta''s media id of a file in Storage, by number. Meta keeps it 30 days; used for 29.';

create function private.uploaded_media_ids(whatsapp_account_id uuid, paths text[]) returns jsonb
language sql stable
set search_path = ''
as $$
  select coalesce(jsonb_object_agg(u.storage_path, u.media_id), '{}')
  from private.uploaded_media u
  where u.whatsapp_account_id = uploaded_media_ids.whatsapp_account_id and u.storage_path = any (paths)
    and u.uploaded_at > now() - interval '29 days'
$$;
comment on function private.uploaded_media_ids(uuid, text[]) is
  'Those of the files that Meta still has from this number: {"<path>": "<media id>"}.';

create function private.media_paths(content jsonb) returns table (kind text, path text, filename text)
language sql immutable parallel safe
set search_path = ''
as $$
  select distinct kind, object ->> 'path', object ->> 'filename'
  from unnest(array['image', 'video', 'audio', 'document', 'sticker']) as kind
  cross join lateral jsonb_path_query(content, ('lax $.**.' || kind)::jsonpath) as object
  where jsonb_typeof(object) = 'object' and object ? 'path'
$$;
comment on function private.media_paths(jsonb) is
  'The files in Storage that a message''s content names, wherever they stand in it: {"image": {"path": …}} and the like.';

create function private.replace_media_paths(content jsonb, ids jsonb) returns jsonb
language plpgsql immutable parallel safe
set search_path = ''
as $$
begin
  if jsonb_typeof(content) = 'array' then
    return (select coalesce(jsonb_agg(private.replace_media_paths(e.value, ids) order by e.n), '[]')
      from jsonb_array_elements(content) with ordinality as e (value, n));
  elsif jsonb_typeof(content) <> 'object' then
    return content;
  end if;
  return (
    select coalesce(jsonb_object_agg(e.key, case
      when e.key in ('image', 'video', 'audio', 'document', 'sticker') and ids ? (e.value ->> 'path')
        then (e.value - 'path') || jsonb_build_object('id', ids -> (e.value ->> 'path'))
      else private.replace_media_paths(e.value, ids) end), '{}')
    from jsonb_each(content) as e);
end
$$;
comment on function private.replace_media_paths(jsonb, jsonb) is
  'The content with Meta''s ids in place of the paths that ids knows: what Meta is sent.';
