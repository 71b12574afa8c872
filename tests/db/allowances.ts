/**
 * Exceptions to the catalogue gates, each with its reason. An entry whose object no longer exists, or no longer needs
 * it, fails a test, so the lists cannot rot.
 */
type Reasons = Record<string, string>;

/** Tables of public and private that hold no tenant's data, and therefore no organization_id. */
export const PLATFORM_TABLES: Reasons = {
  'public.organizations': 'it is the tenant: its own id is the key of everything below it',
  'private.settings': 'one row of the platform operator',
  'private.raw_events': 'stored before anybody has read which tenant it is for',
  'private.dead_items': 'parts of raw events that could not be given to a tenant',
  'private.webhook_rejections': 'counts of calls that were refused unread, by reason',
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
};

/** Tables with a brand_id whose rows are about the organization's people, so every member may read them. */
export const BRAND_BLIND: Reasons = {
  'public.member_brands': 'the team list shows which brands a colleague works in',
};
