-- auth.uid() and its sisters as on a hosted project. They read the old one-claim settings and the whole claims object,
-- because the Data API sets both, while tests, Realtime's authorization and SQL sessions may set only one of them.

grant usage on schema auth to postgres, anon, authenticated, service_role;
grant all on schema auth to supabase_auth_admin;

create or replace function auth.uid() returns uuid language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.sub', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
  )::uuid
$$;

create or replace function auth.role() returns text language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.role', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role'
  )::text
$$;

create or replace function auth.email() returns text language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.email', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email'
  )::text
$$;

create or replace function auth.jwt() returns jsonb language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')
  )::jsonb
$$;

do $$
declare
  object_name regclass;
  function_name regprocedure;
begin
  execute 'alter schema auth owner to supabase_auth_admin';
  for object_name in select oid::regclass from pg_catalog.pg_class
    where relnamespace = 'auth'::regnamespace and relkind in ('r', 'p', 'S', 'v')
  loop
    execute format('alter table %s owner to supabase_auth_admin', object_name);
    execute format('alter table %s enable row level security', object_name);
    -- Foreign keys to auth.users and triggers on it are the reason for these; anon and authenticated get nothing.
    execute format('grant all on table %s to postgres', object_name);
    execute format('grant select on table %s to service_role', object_name);
  end loop;
  for function_name in select oid::regprocedure from pg_catalog.pg_proc where pronamespace = 'auth'::regnamespace loop
    execute format('alter function %s owner to supabase_auth_admin', function_name);
    execute format('grant execute on function %s to public', function_name);
  end loop;
end
$$;
