/**
 * Who may do what, declared a second time and without a look at the policies: for each table or view of the Data API the
 * ways in which a row may be read or written. One way that fits is enough; a verb without ways is closed to everybody.
 */

export type Verb = 'select' | 'insert' | 'update' | 'delete';

/** Further conditions on a row, decided in oracle.ts. */
export type Condition =
  | 'brandless'
  | 'built_in'
  | 'draft'
  | 'in_my_conversation'
  | 'in_my_message'
  | 'in_view_all_too'
  | 'of_campaign'
  | 'of_draft'
  | 'of_erasure'
  | 'of_export'
  | 'unassigned_or_mine'
  | 'within_own';

export interface Way {
  /**
   * brand: the row's brand is one in which the caller has the permission, narrowed by the x-brand-id header.
   * organization: the caller's seat in the row's organization has the permission and is not limited to brands.
   * everyone: anybody who is signed in.
   * platform: who runs the platform.
   */
  scope: 'brand' | 'organization' | 'everyone' | 'platform';
  /** Null: any seat. */
  permission: string | null;
  when?: Condition;
}

export type Rules = Partial<Record<Verb, Way[]>>;

const brand = (permission: string | null, when?: Condition): Way => ({ scope: 'brand', permission, when });
const organization = (permission: string | null, when?: Condition): Way => ({
  scope: 'organization',
  permission,
  when,
});

const everyone = (when?: Condition): Way => ({ scope: 'everyone', permission: null, when });
const platform: Way = { scope: 'platform', permission: null };

/** What everybody sees who sees contacts, and changes who may change them. */
const editable: Rules = {
  select: [brand('contacts.view')],
  insert: [brand('contacts.edit')],
  update: [brand('contacts.edit')],
  delete: [brand('contacts.edit')],
};

/** How a brand's inbox works. */
const inboxSettings: Rules = {
  select: [brand('conversations.view')],
  insert: [brand('conversations.assign')],
  update: [brand('conversations.assign')],
  delete: [brand('conversations.assign')],
};

export const RULES: Record<string, Rules> = {
  organizations: {
    select: [organization(null)],
    update: [organization('organization.manage')],
  },
  brands: {
    select: [brand(null)],
    insert: [organization('brands.manage')],
    update: [brand('brands.manage')],
  },
  roles: {
    select: [everyone('built_in'), organization(null)],
    insert: [organization('roles.manage', 'within_own')],
    update: [organization('roles.manage', 'within_own')],
    delete: [organization('roles.manage', 'within_own')],
  },
  members: { select: [organization(null)] },
  member_brands: { select: [organization(null)] },
  invitations: { select: [organization('members.manage')] },
  whatsapp_accounts: {
    select: [brand('channels.view')],
    update: [brand('channels.manage')],
  },
  contacts: {
    select: [brand('contacts.view')],
    insert: [brand('contacts.edit')],
    update: [brand('contacts.edit')],
  },
  contact_attributes: editable,
  labels: editable,
  contact_labels: { select: [brand('contacts.view')] },
  groups: editable,
  segments: editable,
  contact_changes: { select: [brand('contacts.view')] },
  group_contacts: { select: [brand('contacts.view')] },
  contact_identities: { select: [brand('contacts.view')] },
  data_requests: { select: [brand('contacts.export', 'of_export'), brand('contacts.erase', 'of_erasure')] },
  consents: { select: [brand('contacts.view')] },
  consent_events: { select: [brand('contacts.view')] },
  consent_settings: {
    select: [brand('contacts.view')],
    insert: [brand('brands.manage')],
    update: [brand('brands.manage')],
  },
  exports: { select: [brand('contacts.export')] },
  retention_settings: { select: [organization('organization.manage')] },
  contact_imports: { select: [brand('contacts.import')] },
  contact_import_errors: { select: [brand('contacts.import')] },
  contact_merges: { select: [brand('contacts.view')] },
  templates: { select: [brand('templates.view')] },
  conversations: {
    select: [
      brand('conversations.view', 'unassigned_or_mine'),
      brand('conversations.view', 'in_view_all_too'),
    ],
  },
  messages: {
    select: [
      brand('conversations.view_all'),
      brand('campaigns.view', 'of_campaign'),
      brand('conversations.view', 'in_my_conversation'),
    ],
  },
  dead_letters: {
    select: [
      brand('conversations.view_all'),
      brand('campaigns.view', 'of_campaign'),
      brand('conversations.view', 'in_my_conversation'),
    ],
  },
  message_media: { select: [brand('conversations.view', 'in_my_message')] },
  conversation_notes: { select: [brand('conversations.view', 'in_my_conversation')] },
  conversation_labels: { select: [brand('conversations.view', 'in_my_conversation')] },
  sla_timers: { select: [brand('conversations.view', 'in_my_conversation')] },
  canned_replies: {
    select: [brand('conversations.view')],
    insert: [brand('conversations.reply')],
    update: [brand('conversations.reply')],
    delete: [brand('conversations.reply')],
  },
  routing_settings: {
    select: [brand('conversations.view')],
    insert: [brand('conversations.assign')],
    update: [brand('conversations.assign')],
  },
  business_hours: inboxSettings,
  sla_policies: inboxSettings,
  brand_events: { select: [brand('conversations.view')] },
  campaigns: {
    select: [brand('campaigns.view')],
    insert: [brand('campaigns.edit', 'draft')],
    update: [brand('campaigns.edit', 'draft')],
    delete: [brand('campaigns.edit', 'draft')],
  },
  campaign_numbers: {
    select: [brand('campaigns.view')],
    insert: [brand('campaigns.edit', 'of_draft')],
    delete: [brand('campaigns.edit', 'of_draft')],
  },
  campaign_recipients: { select: [brand('campaigns.view')] },
  campaign_stats: { select: [brand('campaigns.view')] },
  campaign_messages: { select: [brand('campaigns.view')] },
  plans: { select: [everyone()], insert: [platform], update: [platform] },
  message_rates: { select: [everyone()], insert: [platform], update: [platform], delete: [platform] },
  subscriptions: { select: [organization('billing.view'), platform], update: [platform] },
  plan_requests: { select: [organization('billing.view')] },
  usage_counters: { select: [organization(null), platform] },
  gate_decisions: { select: [organization('billing.view'), platform] },
  alerts: { select: [organization(null)] },
  audit_log: { select: [brand('audit.view'), organization('audit.view', 'brandless')] },
  feature_flags: { select: [platform], insert: [platform], update: [platform], delete: [platform] },
  feature_flag_overrides: {
    select: [organization(null, 'brandless'), brand(null), platform],
    insert: [platform],
    update: [platform],
    delete: [platform],
  },
};

export interface RpcRule {
  /** The argument that names a row; dots lead into an object. */
  argument: string;
  /** What this needs in the row's brand or, if it has none, in its organization. */
  permission: string;
  /** Needs no permission for one's own seat. */
  ownSeat?: boolean;
}

/** Functions that act on a row or tell of it. */
export const RPC_RULES: Record<string, RpcRule> = {
  request_contact_export: { argument: 'contact_id', permission: 'contacts.export' },
  erase_contact: { argument: 'contact_id', permission: 'contacts.erase' },
  change_contacts: { argument: 'brand_id', permission: 'contacts.edit' },
  cancel_contact_change: { argument: 'contact_change_id', permission: 'contacts.edit' },
  resolve_audience: { argument: 'audience.brand_id', permission: 'contacts.view' },
  search_contacts: { argument: 'brand_id', permission: 'contacts.view' },
  count_contacts: { argument: 'brand_id', permission: 'contacts.view' },
  merge_contacts: { argument: 'keep_id', permission: 'contacts.edit' },
  undo_contact_merge: { argument: 'merge_id', permission: 'contacts.edit' },
  record_consent: { argument: 'contact_id', permission: 'contacts.edit' },
  opt_out: { argument: 'contact_id', permission: 'contacts.edit' },
  delete_contacts: { argument: 'brand_id', permission: 'contacts.edit' },
  restore_contacts: { argument: 'brand_id', permission: 'contacts.edit' },
  deleted_contacts: { argument: 'brand_id', permission: 'contacts.edit' },
  invite_member: { argument: 'organization_id', permission: 'members.manage' },
  resend_invitation: { argument: 'invitation_id', permission: 'members.manage' },
  revoke_invitation: { argument: 'invitation_id', permission: 'members.manage' },
  change_member: { argument: 'member_id', permission: 'members.manage' },
  remove_member: { argument: 'member_id', permission: 'members.manage', ownSeat: true },
  member_permissions: { argument: 'member_id', permission: 'members.manage', ownSeat: true },
  verify_audit: { argument: 'organization_id', permission: 'audit.view' },
  request_export: { argument: 'brand_id', permission: 'contacts.export' },
  create_import: { argument: 'brand_id', permission: 'contacts.import' },
  analyse_import: { argument: 'import_id', permission: 'contacts.import' },
  start_import: { argument: 'import_id', permission: 'contacts.import' },
  cancel_import: { argument: 'import_id', permission: 'contacts.import' },
  inbox_position: { argument: 'brand_id', permission: 'conversations.view' },
  close_conversation: { argument: 'conversation_id', permission: 'conversations.reply' },
  reopen_conversation: { argument: 'conversation_id', permission: 'conversations.reply' },
  hold_conversation: { argument: 'conversation_id', permission: 'conversations.reply' },
  snooze_conversation: { argument: 'conversation_id', permission: 'conversations.reply' },
  assign_conversation: { argument: 'conversation_id', permission: 'conversations.reply' },
  mark_conversation_read: { argument: 'conversation_id', permission: 'conversations.reply' },
  show_typing: { argument: 'conversation_id', permission: 'conversations.reply' },
  add_note: { argument: 'conversation_id', permission: 'conversations.reply' },
  label_conversation: { argument: 'conversation_id', permission: 'conversations.reply' },
  render_canned_reply: { argument: 'conversation_id', permission: 'conversations.reply' },
  late_conversations: { argument: 'brand_id', permission: 'conversations.view' },
  find_message: { argument: 'brand_id', permission: 'conversations.view' },
  search_conversations: { argument: 'brand_id', permission: 'conversations.view' },
  remove_note: { argument: 'note_id', permission: 'conversations.reply' },
  preflight_campaign: { argument: 'campaign_id', permission: 'campaigns.view' },
  campaign_shares: { argument: 'campaign_id', permission: 'campaigns.view' },
  move_campaign_share: { argument: 'campaign_id', permission: 'campaigns.launch' },
  campaign_failures: { argument: 'campaign_id', permission: 'campaigns.view' },
  recipient_timeline: { argument: 'campaign_id', permission: 'campaigns.view' },
  launch_campaign: { argument: 'campaign_id', permission: 'campaigns.launch' },
  pause_campaign: { argument: 'campaign_id', permission: 'campaigns.launch' },
  resume_campaign: { argument: 'campaign_id', permission: 'campaigns.launch' },
  cancel_campaign: { argument: 'campaign_id', permission: 'campaigns.launch' },
  pause_whatsapp_account: { argument: 'whatsapp_account_id', permission: 'channels.manage' },
  resume_whatsapp_account: { argument: 'whatsapp_account_id', permission: 'channels.manage' },
  retry_message: { argument: 'message_id', permission: 'conversations.reply' },
  send_message: { argument: 'message.whatsapp_account_id', permission: 'conversations.reply' },
};

/** Functions for those who run the platform, by the beginning of their names. */
export const PLATFORM_RPC = /^platform_/;

/** Of these, whose rows hold no content of tenants, such functions may tell; access and allowances worked out follow what they set. */
export const TOLD_TO_PLATFORM = [
  'organizations',
  'brands',
  'whatsapp_accounts',
  'subscriptions',
  'plan_requests',
  'alerts',
  'private.seat_access',
  'private.sending_limits',
  'private.sending_counts',
];

/** What is left in an archived brand. */
export const IN_ARCHIVED_BRANDS = /[.](view|view_all|export|erase)$|^brands[.]manage$/;

/** What the built-in roles may do; the permissions of custom roles are read from their rows. */
export const ROLE_PERMISSIONS: Record<string, (permission: string) => boolean> = {
  owner: () => true,
  admin: (permission) => permission !== 'billing.manage',
  manager: listed(
    'channels.view contacts.view contacts.edit contacts.import contacts.export conversations.view ' +
      'conversations.view_all conversations.reply conversations.assign templates.view templates.edit ' +
      'templates.approve campaigns.view campaigns.edit campaigns.launch automation.view automation.edit ' +
      'actions.decide sales.view sales.edit reports.view reports.export',
  ),
  agent: listed(
    'channels.view contacts.view contacts.edit conversations.view conversations.reply templates.view actions.decide',
  ),
  billing_admin: listed('billing.view billing.manage reports.view'),
  analyst: listed(
    'billing.view channels.view contacts.view conversations.view templates.view campaigns.view ' +
      'automation.view sales.view reports.view reports.export audit.view',
  ),
};

function listed(permissions: string): (permission: string) => boolean {
  const set = new Set(permissions.split(' '));
  return (permission) => set.has(permission);
}
