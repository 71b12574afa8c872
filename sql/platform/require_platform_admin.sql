create function private.require_platform_admin() returns void
language plpgsql stable
set search_path = ''
as $$
begin
  if not private.is_platform_admin() then
    perform private.fail('42501', 'permission_denied', 'This is for the people who run the platform.', 'Ask the operator.');
  end if;
end
$$;
comment on function private.require_platform_admin() is 'First line of the functions of the platform''s own people.';
