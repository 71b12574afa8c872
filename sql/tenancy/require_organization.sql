create function private.require_organization(organization_id uuid, permission text) returns void
language plpgsql stable
set search_path = ''
as $$
begin
  if organization_id is null or organization_id <> all (private.my_organizations(permission)) then
    perform private.fail('42501', 'permission_denied',
      format('This needs the permission %s in the whole organization.', permission),
      'Ask an owner or admin of the organization for a role that has it.');
  end if;
end
$$;
comment on function private.require_organization(uuid, text) is
  'First line of definer functions about an organization: raises 42501 unless the caller has the permission there, for all brands.';
