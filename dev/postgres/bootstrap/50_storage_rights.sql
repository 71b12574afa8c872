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
