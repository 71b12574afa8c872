create function private.require_brand(brand_id uuid, permission text) returns void
language plpgsql stable
set search_path = ''
as $$
begin
  if brand_id is null or brand_id not in (select private.my_brand_ids(permission)) then
    perform private.fail('42501', 'permission_denied',
      format('This needs the permission %s in the brand concerned.', permission),
      'Ask an owner or admin of the organization for a role that has it.');
  end if;
end
$$;
comment on function private.require_brand(uuid, text) is
  'First line of definer functions: raises 42501 unless the caller has the permission in that brand.';
