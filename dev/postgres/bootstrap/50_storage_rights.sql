-- Owners and grants of the storage schema as on a hosted project: everybody may try, row level security decides.

do $$
declare
  object_name regclass;
  function_name regprocedure;
begin
  execute 'alter schema storage owner to supabase_storage_admin';
  for object_name in select oid::regclass from pg_catalog.pg_class
    where relnamespace = 'storage'::regnamespace and relkind in ('r', 'p')
  loop
    execute format('alter table %s owner to supabase_storage_admin', object_name);
    execute format('alter table %s enable row level security', object_name);
    execute format('grant all on table %s to postgres, anon, authenticated, service_role', object_name);
  end loop;
  for function_name in select oid::regprocedure from pg_catalog.pg_proc where pronamespace = 'storage'::regnamespace loop
    execute format('alter function %s owner to supabase_storage_admin', function_name);
  end loop;
end
$$;
grant usage on schema storage to postgres, anon, authenticated, service_role;

-- As hosted: SQL alone cannot delete, because contents would stay behind. Storage sets the variable before it does.
create or replace function storage.protect_delete() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('storage.allow_delete_query', true), 'false') <> 'true' then
    raise exception 'Direct deletion from storage tables is not allowed. Use the Storage API instead.' using errcode = '42501';
  end if;
  return null;
end
$$;
alter function storage.protect_delete() owner to supabase_storage_admin;
create or replace trigger protect_objects_delete before delete on storage.objects
  for each statement execute function storage.protect_delete();
create or replace trigger protect_buckets_delete before delete on storage.buckets
  for each statement execute function storage.protect_delete();
