-- What a hosted project has in every database before its first migration, besides the auth and storage tables.

do $$
begin
  execute format('alter database %I owner to postgres', current_database());
  execute format('alter database %I set search_path = "$user", public, extensions', current_database());
end
$$;

grant usage on schema public to postgres, anon, authenticated, service_role;
grant all on schema public to postgres;

-- No default privileges for the API roles: since 2026 a hosted project exposes a new table of public only after an
-- explicit grant, service_role included.

create schema extensions authorization postgres;
grant usage on schema extensions to anon, authenticated, service_role;
create extension pgcrypto with schema extensions;
create extension "uuid-ossp" with schema extensions;
alter default privileges for role supabase_admin in schema extensions grant execute on functions to public;

create publication supabase_realtime;
alter publication supabase_realtime owner to postgres;
