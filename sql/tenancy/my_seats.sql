create function private.my_seats() returns uuid[]
language plpgsql stable security definer parallel safe
set search_path = ''
as $$
begin
  return array(select a.member_id from private.seat_access a where a.user_id = auth.uid() and not a.is_archived);
end
$$;
comment on function private.my_seats() is
  'Ids of the caller''s seats. For policies: assigned_to = any ((select private.my_seats())::uuid[]), once a query.';
grant execute on function private.my_seats() to authenticated;
