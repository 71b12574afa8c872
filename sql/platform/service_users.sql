-- The programs of the platform that reach Storage. They are users of Auth with a seat nowhere: no key that opens everything
-- is kept anywhere, and what they may do is in the policies like everybody else's rights.
create table private.service_users (
  user_id uuid primary key references auth.users (id) on delete cascade,
  created_at timestamptz not null default now()
);
alter table private.service_users enable row level security;
comment on table private.service_users is
  'Auth users that are programs (the worker). Rows are made by the operator in SQL: no client and no run-time role can appoint one.';

create function private.is_service_user() returns boolean
language sql stable security definer parallel safe
set search_path = ''
as $$ select exists (select from private.service_users s where s.user_id = (select auth.uid())) $$;
comment on function private.is_service_user() is
  'True when the caller is a program of the platform. For policies of storage.objects alone: (select private.is_service_user()), '
  'once a query.';
grant execute on function private.is_service_user() to authenticated;
