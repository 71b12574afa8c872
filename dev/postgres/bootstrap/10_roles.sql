-- The roles of a hosted Supabase project, with the same rights. Run as supabase_admin, the owner of the cluster.
-- {{...}} is filled in by dev/postgres/bootstrap.ts.

-- Migrations run as postgres: no superuser, as on a hosted project, so that what works here works there.
create role postgres login createrole createdb replication bypassrls password '{{postgres_password}}';

create role anon nologin noinherit;
create role authenticated nologin noinherit;
create role service_role nologin noinherit bypassrls;
create role authenticator login noinherit password '{{authenticator_password}}';
grant anon, authenticated, service_role to authenticator;

create role supabase_auth_admin login noinherit createrole password '{{auth_admin_password}}';
create role supabase_storage_admin login noinherit createrole password '{{storage_admin_password}}';
create role supabase_realtime_admin nologin noinherit;
grant authenticator to supabase_storage_admin;

-- Policies on storage.objects and realtime.messages are written by postgres; hosted projects allow it the same way.
grant anon, authenticated, service_role to postgres with admin option;
grant authenticator to postgres with admin option;
grant supabase_realtime_admin, supabase_storage_admin, supabase_auth_admin to postgres;
grant pg_monitor, pg_read_all_data, pg_signal_backend to postgres;

alter role anon set statement_timeout = '3s';
alter role authenticated set statement_timeout = '8s';
alter role authenticator set statement_timeout = '8s';
alter role authenticator set lock_timeout = '8s';
alter role postgres set search_path = "$user", public, extensions;
alter role supabase_admin set search_path = "$user", public, auth, extensions;
alter role supabase_auth_admin set search_path = auth;
alter role supabase_auth_admin set idle_in_transaction_session_timeout = '60s';
alter role supabase_storage_admin set search_path = storage;
