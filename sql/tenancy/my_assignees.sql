create function private.my_assignees() returns uuid[]
language plpgsql stable security definer parallel safe
set search_path = ''
as $$
declare
  v_more uuid[];
  v_ids uuid[] := '{}';
begin
  for v_more in
    select case when 'conversations.view_all' = any (a.permissions) then a.brand_ids || a.member_id else array[a.member_id] end
    from private.seat_access a where a.user_id = auth.uid()
  loop
    v_ids := v_ids || v_more;
  end loop;
  return v_ids;
end
$$;
comment on function private.my_assignees() is
  'Whose assigned conversations the caller sees: ids of his seats, and of the brands in which he sees those of everybody. One list, so '
  'that a policy asks once: array[brand_id, assigned_to] && (select private.my_assignees())::uuid[].';
grant execute on function private.my_assignees() to authenticated;
