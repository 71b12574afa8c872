create function private.my_member_ids() returns setof uuid
language sql stable security definer parallel safe
set search_path = ''
as $$ select m.id from public.members m where m.user_id = (select auth.uid()) and m.status = 'active' $$;
comment on function private.my_member_ids() is 'The caller''s seats. For policies: assigned_to = any (array(select …)).';
grant execute on function private.my_member_ids() to authenticated;
