create function private.permissions_of(user_id uuid, organization_id uuid) returns text[]
language sql stable parallel safe
set search_path = ''
as $$
  select coalesce((
    select a.permissions from private.seat_access a
    where a.user_id = permissions_of.user_id and a.organization_id = permissions_of.organization_id and not a.is_archived
  ), '{}')
$$;
comment on function private.permissions_of(uuid, uuid) is
  'What a user''s role in an organization allows, in the brands of his seat; empty without an active seat.';
