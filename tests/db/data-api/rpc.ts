import type { Sql } from 'postgres';
import type { Scope } from '../dataset/people.ts';

/** A function of public that signed-in users may call. */
export interface Rpc {
  name: string;
  signature: string;
  arguments: { name: string; type: string }[];
}

/** The functions of public that authenticated may execute, from the catalogue. */
export async function readRpcs(sql: Sql): Promise<Rpc[]> {
  return sql<Rpc[]>`
    select p.proname as name, p.oid::regprocedure::text as signature,
      coalesce((
        select jsonb_agg(jsonb_build_object('name', coalesce(p.proargnames[u.n], ''), 'type', format_type(u.type, null))
          order by u.n)
        from unnest(p.proargtypes::oid[]) with ordinality u (type, n)), '[]') as arguments
    from pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.prokind = 'f' and p.prorettype <> 'trigger'::regtype
      and has_function_privilege('authenticated', p.oid, 'execute')
    order by 2`;
}

/** Ids of the rows of a scope, by the name under which a function asks for them: `campaign_id` → id of a campaign. */
export async function readIds(sql: Sql, scope: Scope): Promise<Record<string, string>> {
  const ids: Record<string, string> = { ...scope };
  const tables = await sql<{ name: string; has_brand: boolean }[]>`
    select c.relname as name, bool_or(a.attname = 'brand_id') as has_brand
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    group by c.oid having bool_or(a.attname = 'organization_id') and bool_or(a.attname = 'id')`;
  for (const { name, has_brand } of tables) {
    const condition = has_brand ? `and brand_id = '${scope.brand_id}'` : '';
    const [row] = await sql.unsafe<{ id: string }[]>(
      `select id from public.${name} where organization_id = '${scope.organization_id}' ${condition} limit 1`,
    );
    if (row !== undefined) ids[`${name.replace(/s$/, '')}_id`] = row.id;
  }
  return { ...ids, ...scope };
}

/** Functions that only platform admins may call. */
export const PLATFORM_RPCS = new Set([
  'change_plan',
  'platform_answer_plan_request',
  'platform_changes',
  'platform_health',
  'platform_plan_requests',
  'platform_set_sending',
  'platform_set_sending_limits',
  'platform_reactivate_organization',
  'platform_suspend_organization',
  'platform_tenants',
  'platform_unrouted_numbers',
]);

/** One time for all calls: two bodies of the same ids are compared as text. */
const SOON = new Date(Date.now() + 3_600_000).toISOString();

type Values = (ids: Record<string, string>) => unknown;

/** Arguments that are not an id of a table: what a caller who wants to break in would send. */
const ARGUMENTS: Record<string, Values> = {
  'move_campaign_share.from_account_id': (ids) => ids.whatsapp_account_id,
  'move_campaign_share.to_account_id': (ids) => ids.whatsapp_account_id,
  'merge_contacts.keep_id': (ids) => ids.contact_id,
  'merge_contacts.merge_id': (ids) => ids.contact_id,
  'undo_contact_merge.merge_id': (ids) => ids.contact_merge_id,
  'record_consent.category': () => 'marketing',
  'record_consent.state': () => 'opted_out',
  'record_consent.evidence': () => ({}),
  'record_consent.at': () => '2026-01-01T00:00:00Z',
  'opt_out.categories': () => ['marketing'],
  'opt_out.evidence': () => ({}),
  'send_message.message': (ids) => ({
    whatsapp_account_id: ids.whatsapp_account_id,
    contact_id: ids.contact_id,
    type: 'text',
    text: { body: 'hello' },
  }),
  'change_contacts.selection': () => ({ filter: {} }),
  'change_contacts.change': ({ label_id }) => ({ add_labels: [label_id] }),
  'resolve_audience.audience': ({ brand_id }) => ({ brand_id, all: true }),
  'find_message.wamid': () => 'wamid.none',
  'inbox_conversations.status': () => null,
  'inbox_conversations.assigned_to': () => null,
  'inbox_conversations.only_unassigned': () => false,
  'inbox_conversations.ids': () => null,
  'inbox_conversations.only_unread': () => false,
  'inbox_conversations.before_at': () => null,
  'inbox_conversations.before_id': () => null,
  'inbox_conversations.most': () => 50,
  'retry_messages.message_ids': ({ message_id }) => [message_id],
  'retry_messages.error_class': () => null,
  'retry_messages.before': () => null,
  'search_conversations.words': () => 'a',
  'search_contacts.filter': () => ({}),
  'search_contacts.sort': () => 'newest',
  'search_contacts.after': () => null,
  'search_contacts.page_size': () => 10,
  'count_contacts.filter': () => ({}),
  'deleted_contacts.before': () => null,
  'deleted_contacts.page_size': () => 10,
  'snooze_conversation.until': () => SOON,
  'add_note.body': () => 'hello',
  'add_note.mentions': () => [],
  'label_conversation.add_ids': (ids) => [ids.label_id],
  'label_conversation.remove_ids': () => [],
  'remove_note.note_id': (ids) => ids.conversation_note_id,
  'render_canned_reply.canned_reply_id': (ids) => ids.canned_replie_id,
  'pause_whatsapp_account.reason': () => 'not yours',
  'request_export.kind': () => 'contacts',
  'request_export.parameters': () => ({}),
  'request_export.format': () => 'csv',
  'create_import.file_name': () => 'contacts.csv',
  'analyse_import.import_id': ({ contact_import_id }) => contact_import_id,
  'analyse_import.reading': () => ({}),
  'start_import.import_id': ({ contact_import_id }) => contact_import_id,
  'start_import.settings': () => ({ mapping: [{ column: 0, field: 'phone' }] }),
  'start_import.dry_run': () => false,
  'cancel_import.import_id': ({ contact_import_id }) => contact_import_id,
  'set_retention.periods': () => ({ message_days: 30 }),
  'verify_audit.known_hash': () => null,
  'export_audit_csv.filters': ({ organization_id }) => ({ organization_id }),
  'platform_changes.before_id': () => null,
  'platform_changes.page_size': () => 10,
  'platform_tenants.search': () => null,
  'platform_tenants.after': () => null,
  'platform_tenants.page_size': () => 10,
  'create_organization.name': () => 'Organization C',
  'create_organization.slug': () => 'organization-c',
  'invite_member.email': () => 'newcomer@example.com',
  'invite_member.role_key': () => 'agent',
  'accept_invitation.token': () => 'guessed',
  'change_member.role_key': () => 'agent',
  'change_member.all_brands': () => null,
  'change_member.status': () => null,
  'set_availability.availability': () => 'away',
  'check_permission.permission': () => 'contacts.view',
  'flag.name': () => 'flag_1',
  'change_plan.plan_key': () => 'unlimited',
  'request_plan.plan_key': () => 'unlimited',
  'request_plan.note': () => null,
  'platform_answer_plan_request.is_granted': () => true,
  'platform_answer_plan_request.answer': () => null,
  'check_plan.feature': () => 'bots',
  'check_limit.metric': () => 'contacts',
  'check_limit.n': () => 1,
  'schedule_campaign.local_time': () => new Date(Date.now() + 86_400_000).toISOString().slice(0, 19),
  'schedule_campaign.timezone': () => null,
  'retry_campaign.classes': () => ['transient'],
  'duplicate_campaign.name': () => null,
  'pause_sending.reason': () => 'not yours',
  'platform_set_sending.reason': () => 'not yours',
  'platform_set_sending_limits.per_minute': () => 1,
  'platform_set_sending_limits.per_hour': () => 1,
  'platform_set_sending_limits.per_day': () => 1,
  'save_campaign.campaign': (ids) => ({
    id: ids.campaign_id,
    brand_id: ids.brand_id,
    name: 'not yours',
    whatsapp_account_id: ids.whatsapp_account_id,
    template_id: ids.template_id,
    audience: { all: true },
  }),
  'save_template.template': (ids) => ({
    whatsapp_account_id: ids.whatsapp_account_id,
    name: 'new_template',
    language: 'en',
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'Hello' }],
  }),
  'validate_template.template': () => ({ name: 'new_template' }),
  'reject_template.reason': () => 'not good enough',
};

/** The body of a call with the ids of a scope; throws for an argument that nobody has thought about. */
export function bodyFor(rpc: Rpc, ids: Record<string, string>): Record<string, unknown> {
  return Object.fromEntries(
    rpc.arguments.map(({ name, type }) => {
      const known = ARGUMENTS[`${rpc.name}.${name}`];
      if (known !== undefined) return [name, known(ids)];
      if (type === 'uuid' && ids[name] !== undefined) return [name, ids[name]];
      if (type === 'uuid[]' && ids[name.replace(/s$/, '')] !== undefined)
        return [name, [ids[name.replace(/s$/, '')]]];
      throw new Error(`Say in tests/db/data-api/rpc.ts what to send as ${rpc.name}.${name} (${type})`);
    }),
  );
}
