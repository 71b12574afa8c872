-- The operator's own people. A seat here opens plans, subscriptions, flags and health of every tenant, and no tenant's content.
create table private.platform_admins (
  user_id uuid primary key references auth.users (id) on delete cascade,
  created_at timestamptz not null default now()
);
alter table private.platform_admins enable row level security;
comment on table private.platform_admins is
  'Users who run the platform. Rows are made by the operator in SQL: no client and no run-time role can appoint one.';

create function private.is_platform_admin() returns boolean
language sql stable security definer parallel safe
set search_path = ''
as $$ select exists (select from private.platform_admins a where a.user_id = (select auth.uid())) $$;
comment on function private.is_platform_admin() is
  'True when the caller runs the platform. For policies: (select private.is_platform_admin()), once a query. '
  'Never in a policy of a table that holds content of tenants.';
grant execute on function private.is_platform_admin() to authenticated;
