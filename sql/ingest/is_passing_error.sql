create function private.is_passing_error(sqlstate text) returns boolean
language sql immutable parallel safe
set search_path = ''
as $$ select left(sqlstate, 2) in ('08', '40', '53', '55', '57', '58', 'XX') $$;
comment on function private.is_passing_error(text) is
  'Deadlocks, resources, shutdowns, internal errors: no item''s fault, so the whole event is tried again later. Every other error belongs '
  'to the item that raises it.';
