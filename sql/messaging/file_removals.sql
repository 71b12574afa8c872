-- Files that nothing points to any more. SQL cannot delete from Storage, so what is to go is written down here, in the transaction
-- that lets go of it, and the worker removes it. No foreign keys: a file outlives its organization until this is done.
create table private.file_removals (
  id uuid not null default private.new_id(),
  organization_id uuid not null,
  brand_id uuid not null,
  bucket text not null,
  path text not null,
  constraint file_removals_pkey primary key (id, organization_id)
);
alter table private.file_removals enable row level security;
comment on table private.file_removals is 'Objects that the worker is to remove from Storage.';

create function private.remove_files(organization_id uuid, brand_id uuid, bucket text, paths text[]) returns void
language sql volatile
set search_path = ''
as $$
  insert into private.file_removals (organization_id, brand_id, bucket, path)
  select remove_files.organization_id, remove_files.brand_id, remove_files.bucket, path from unnest(paths) as path;
  select private.ring('media/remove', 'all') where cardinality(paths) > 0
$$;
comment on function private.remove_files(uuid, uuid, text, text[]) is
  'Has the worker remove objects from a bucket after this transaction commits. Those that are not there are passed over.';

create function private.claim_file_removals(max_rows int) returns table (id uuid, bucket text, path text)
language sql stable security definer
set search_path = ''
as $$
  select r.id, r.bucket, r.path from private.file_removals r order by r.id limit max_rows
$$;
comment on function private.claim_file_removals(int) is
  'The objects that have waited longest to be removed. Removing one twice is harmless.';
grant execute on function private.claim_file_removals(int) to wabase_worker;

create function private.finish_file_removals(ids uuid[]) returns void
language sql volatile security definer
set search_path = ''
as $$ delete from private.file_removals r where r.id = any (ids) $$;
comment on function private.finish_file_removals(uuid[]) is 'Forgets objects that are removed.';
grant execute on function private.finish_file_removals(uuid[]) to wabase_worker;

create function private.drop_message_media() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  delete from public.message_media f where f.message_id = any (array(select d.id from deleted_messages d));
  return null;
end
$$;
comment on function private.drop_message_media() is 'Files go with their messages, of which they have no foreign key.';
create trigger messages_drop_media after delete on public.messages
  referencing old table as deleted_messages for each statement execute function private.drop_message_media();

create function private.release_files() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_gone record;
begin
  for v_gone in
    select d.organization_id, d.brand_id, array_agg(distinct d.storage_path) as paths
    from deleted_media d
    where d.storage_path is not null
      and not exists (select from public.message_media other where other.storage_path = d.storage_path)
    group by d.organization_id, d.brand_id
    order by d.organization_id, d.brand_id
  loop
    perform private.remove_files(v_gone.organization_id, v_gone.brand_id, 'media', v_gone.paths);
    perform private.count_bytes(v_gone.organization_id, -(
      select sum(one.size)::bigint from (
        select distinct on (d.storage_path) d.size from deleted_media d
        where d.storage_path = any (v_gone.paths) and d.size is not null) as one));
  end loop;
  return null;
end
$$;
comment on function private.release_files() is
  'A file that no message has any more leaves Storage and the organization''s storage_mb. Once a statement.';
create trigger message_media_release_files after delete on public.message_media
  referencing old table as deleted_media for each statement execute function private.release_files();
