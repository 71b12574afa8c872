create function private.my_member_ids() returns setof uuid
language plpgsql stable security definer parallel safe
set search_path = ''
as $$
begin
  return query select m.id from public.members m where m.user_id = (select auth.uid()) and m.status = 'active';
end
$$;
comment on function private.my_member_ids() is 'The caller''s seats. For policies: assigned_to = any (array(select …)).';
grant execute on function private.my_member_ids() to authenticated;
