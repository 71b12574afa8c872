-- The tables that people change. A test fails for a tenant table that is neither here nor excused (UNAUDITED in tests/db/allowances.ts).
select private.audit_table('public.organizations');
select private.audit_table('public.brands');
select private.audit_table('public.roles');
select private.audit_table('public.members', left_out => array['availability']);
select private.audit_table('public.member_brands', entity_column => 'member_id');
select private.audit_table('public.invitations', left_out => array['mail_is_due', 'mailed_at', 'mail_error']);
select private.audit_table('public.subscriptions', entity_column => 'organization_id');
select private.audit_table('public.plan_requests');
select private.audit_table('public.feature_flag_overrides');
select private.audit_table('public.whatsapp_accounts');
select private.audit_table('public.exports');
select private.audit_table('public.contact_imports', left_out => array['analysis', 'report', 'cursor_row', 'rows_total', 'rows_created',
  'rows_updated', 'rows_unchanged', 'rows_skipped', 'rows_duplicate', 'rows_failed', 'announced_at', 'errors_path']);
select private.audit_table('public.contacts', hidden => array['phone', 'bsuid', 'username'],
  left_out => array['last_inbound_at', 'profile_name', 'profile_name_at', 'ids_changed_at', 'merged_into']);
select private.audit_table('public.contact_merges');
select private.audit_table('public.data_requests');
select private.audit_table('public.retention_settings', entity_column => 'organization_id');
select private.audit_table('public.consent_settings');
select private.audit_table('public.contact_attributes');
select private.audit_table('public.labels');
select private.audit_table('public.groups');
select private.audit_table('public.segments');
select private.audit_table('public.contact_changes', left_out => array['done', 'next', 'expected', 'completed_at']);
select private.audit_table('public.templates');
select private.audit_table('public.conversations', left_out => array['last_message_at',
  'window_expires_at', 'unread_count', 'last_message_direction', 'last_message_preview', 'last_message_id', 'last_inbound_at',
  'last_inbound_wamid', 'opened_at', 'assigned_at', 'away_sent_at']);
select private.audit_table('public.routing_settings', entity_column => 'brand_id');
select private.audit_table('public.business_hours', entity_column => 'brand_id');
select private.audit_table('public.sla_policies', entity_column => 'brand_id');
select private.audit_table('public.canned_replies');
select private.audit_table('public.conversation_notes', hidden => array['body']);
select private.audit_table('public.conversation_labels', entity_column => 'conversation_id');
select private.audit_table('public.campaigns');
select private.audit_table('public.campaign_numbers', entity_column => 'campaign_id');
select private.audit_table('private.sending_limits', entity_column => 'organization_id');
select private.audit_table('private.circuit_breakers', entity_column => 'waba_id',
  left_out => array['failures', 'failed_at', 'changed_at']);
