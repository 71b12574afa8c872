/**
 * Exceptions to the catalogue gates, each with its reason. An entry whose object no longer exists, or no longer needs
 * it, fails a test, so the lists cannot rot.
 */
type Reasons = Record<string, string>;

/** Tables of public and private that hold no tenant's data, and therefore no organization_id. */
export const PLATFORM_TABLES: Reasons = {
  'public.organizations': 'it is the tenant: its own id is the key of everything below it',
  'public.feature_flags': 'switches of the platform; only platform admins see them',
  'private.platform_admins': 'the operator’s own people',
  'private.service_users': 'programs of the platform',
  'private.audit_sealing': 'one row: how far the audit log of all organizations is sealed',
  'public.plans': 'what can be bought, the same for everybody',
  'public.message_rates': 'what Meta takes for a message, the same for everybody',
  'private.platform_log': 'who changed plans, feature flags and message rates',
  'private.settings': 'one row of the platform operator',
  'private.consent_words': 'built-in words of all languages',
  'private.consent_replies': 'built-in answers of all languages',
  'private.raw_events': 'stored before anybody has read which tenant it is for',
  'private.dead_items': 'parts of raw events that could not be given to a tenant',
  'private.meta_changes': 'when Meta said something last, by Meta’s own ids',
  'private.webhook_rejections': 'counts of calls that were refused unread, by reason',
  'private.brand_event_clock': 'one row: how far the events of all brands are in order',
  'private.doorbells': 'work of the queue: names of tasks and keys, no data',
  'private.workers': 'processes of the platform',
};

/** Tenant tables in which organization_id may be null. */
export const NULLABLE_TENANT: Reasons = {
  'public.roles': 'null marks a built-in role, which belongs to no organization',
};

/** Unique indexes of tenant tables without organization_id: what they keep unique is unique on the whole platform. */
export const PLATFORM_UNIQUE: Reasons = {
  'public.roles_pkey': 'built-in roles have no organization, and a key column cannot be null',
  'private.whatsapp_routes_pkey': 'a webhook names only Meta’s phone_number_id: the route finds the tenant',
};

/** Security definer functions in public: each is a door for clients and checks in its first line. */
export const PUBLIC_DOORS: Reasons = {};

/** Functions that anon may execute. */
export const ANON_FUNCTIONS: Reasons = {};

/** Privileges of client roles on tables of private, which no API exposes; row level security still decides. */
export const PRIVATE_READS: Reasons = {
  'private.campaign_status_deltas to authenticated':
    'the view campaign_stats reads it with the rights of its caller',
  'private.campaign_paces to authenticated': 'the view campaign_stats reads it with the rights of its caller',
};

/** Tables with a brand_id whose rows are about the organization's people, so every member may read them. */
export const BRAND_BLIND: Reasons = {
  'public.member_brands': 'the team list shows which brands a colleague works in',
};

/** Tables of public with a tenant key whose changes are not in the audit log: facts of the pipeline, their own ledger. */
export const UNAUDITED: Reasons = {
  'public.audit_log': 'the log itself',
  'public.message_media': 'the pipeline’s record of each file',
  'public.messages': 'the ledger of the pipeline: every message with its delivery state',
  'public.brand_events': 'ids of what happened, for Realtime; gone after days',
  'public.sla_timers': 'service times, kept by the pipeline; they are a ledger',
  'public.campaign_recipients': 'the audience as frozen at launch, written by the launch that is logged',
  'public.consents': 'what the ledger consent_events says now',
  'public.consent_events': 'a ledger of its own, with who recorded what',
  'public.contact_identities': 'kept by the database beside contacts, which are logged',
  'public.contact_import_errors': 'what the worker found in a file; the import is logged',
  'public.contact_labels': 'written in bulk by one statement, and that statement is logged',
  'public.group_contacts': 'written in bulk by one statement, and that statement is logged',
  'public.usage_counters': 'counts, changed by whatever is counted',
  'public.gate_decisions': 'a ledger of its own',
  'public.alerts': 'told by the system, changed by nobody',
};

/** Tables of public that platform admins read of all tenants, each without content of a tenant. */
export const PLATFORM_READS: Reasons = {
  'public.plans': 'what is sold',
  'public.message_rates': 'what Meta takes for a message',
  'public.subscriptions': 'what a tenant has bought',
  'public.usage_counters': 'how much of its limits a tenant uses',
  'public.gate_decisions': 'what a tenant was refused by its plan',
  'public.feature_flags': 'switches of the platform',
  'public.feature_flag_overrides': 'switches of the platform for a tenant',
  'public.roles': 'built-in roles, which everybody reads',
};
