-- Rooms and roles. Nothing is executable or readable by default: every grant below and in the other files is explicit.
-- Clients come in as anon/authenticated under RLS; the two roles made here run our own code and touch no table.

-- Bodies are checked when they run: policies call functions whose tables come later.
set check_function_bodies = off;

create schema if not exists private;
comment on schema private is 'Helpers of policies, definer functions and internal tables; never exposed through the Data API.';

alter default privileges revoke execute on functions from public;
alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from anon, authenticated, service_role;

do $$
begin
  if not exists (select from pg_roles where rolname = 'wabase_functions') then
    create role wabase_functions nologin noinherit;
  end if;
  if not exists (select from pg_roles where rolname = 'wabase_worker') then
    create role wabase_worker nologin noinherit;
  end if;
end
$$;

-- The owner of our functions must be able to add jobs to the queue that wabase_worker owns.
do $$
begin
  if not pg_has_role(current_user, 'wabase_worker', 'usage') then
    execute format('grant wabase_worker to %I with inherit true, set true', current_user);
  end if;
end
$$;

create schema if not exists graphile_worker authorization wabase_worker;
grant usage on schema private to authenticated, wabase_functions, wabase_worker;
grant usage on schema public to anon, authenticated, wabase_functions, wabase_worker;
