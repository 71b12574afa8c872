create function private.permission_catalogue() returns text[]
language sql immutable parallel safe
set search_path = ''
as $$
  select array[
    'organization.manage', 'brands.manage', 'members.manage', 'roles.manage', 'billing.view', 'billing.manage',
    'channels.view', 'channels.manage',
    'contacts.view', 'contacts.edit', 'contacts.import', 'contacts.export', 'contacts.erase',
    'conversations.view', 'conversations.view_all', 'conversations.reply', 'conversations.assign',
    'templates.view', 'templates.edit', 'templates.approve',
    'campaigns.view', 'campaigns.edit', 'campaigns.launch',
    'automation.view', 'automation.edit', 'actions.decide',
    'sales.view', 'sales.edit', 'reports.view', 'reports.export',
    'integrations.manage', 'audit.view', 'ops.manage'
  ]
$$;
comment on function private.permission_catalogue() is 'Every permission there is.';
grant execute on function private.permission_catalogue() to authenticated;

alter table public.roles
  add constraint roles_permissions_are_in_catalogue_check check (permissions <@ private.permission_catalogue());

insert into public.roles (key, permissions) values
  ('owner', private.permission_catalogue()),
  ('admin', array_remove(private.permission_catalogue(), 'billing.manage')),
  ('manager', array[
    'channels.view', 'contacts.view', 'contacts.edit', 'contacts.import', 'contacts.export',
    'conversations.view', 'conversations.view_all', 'conversations.reply', 'conversations.assign',
    'templates.view', 'templates.edit', 'templates.approve', 'campaigns.view', 'campaigns.edit', 'campaigns.launch',
    'automation.view', 'automation.edit', 'actions.decide', 'sales.view', 'sales.edit', 'reports.view', 'reports.export']),
  ('agent', array[
    'channels.view', 'contacts.view', 'contacts.edit', 'conversations.view', 'conversations.reply',
    'templates.view', 'actions.decide']),
  ('billing_admin', array['billing.view', 'billing.manage', 'reports.view']),
  ('analyst', array[
    'billing.view', 'channels.view', 'contacts.view', 'conversations.view', 'templates.view', 'campaigns.view',
    'automation.view', 'sales.view', 'reports.view', 'reports.export', 'audit.view']);
