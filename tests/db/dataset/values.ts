import { randomUUID } from 'node:crypto';
import type { Column } from './tables.ts';

/**
 * Values that cannot be guessed from a column's type, by `schema.table.column` or by column name alone; `n` differs for
 * each row. `null` leaves the column empty.
 */
const OVERRIDES: Record<string, (n: number) => unknown> = {
  phone: (n) => `+1555010${String(n).padStart(4, '0')}`,
  phone_number: (n) => `+1555020${String(n).padStart(4, '0')}`,
  sealed: () => 'v1.key.iv.text',
  bsuid: (n) => `US.${n}`,
  'private.brand_event_intake.events': () => [],
  'public.brand_events.events': () => [],
  'private.sending_limits.per_minute': (n) => n,
  'public.business_hours.timezone': () => 'Europe/Lisbon',
  'public.business_hours.weekly': () => [{ day: 1, from: '09:00', to: '18:00' }],
  'public.canned_replies.shortcut': (n) => `reply-${n}`,
  'private.suppressions.hash': (n) => `\\x${n.toString(16).padStart(8, '0')}`,
  'public.conversations.snoozed_until': () => new Date().toISOString(),
  'private.raw_events.body': () => '{"object": "whatsapp_business_account", "entry": []}',
  'public.campaigns.audience': () => ({ all: true }),
  // So that the view of dead letters has rows.
  'public.messages.status': () => 'failed',
  'public.messages.failed_at': () => new Date().toISOString(),
  'public.templates.components': () => [{ type: 'BODY', text: 'Hello' }],
  'public.templates.language': () => 'en',
  'public.templates.name': (n) => `template_${n}`,
  'public.exports.kind': () => 'contacts',
  'public.exports.created_by': () => randomUUID(),
  'public.contact_imports.file_name': () => 'contacts.csv',
  'public.contact_imports.mapping': () => [],
  'public.contact_imports.created_by': () => randomUUID(),
  'public.contact_attributes.key': (n) => `attribute_${n}`,
  'public.roles.key': (n) => `custom_${n}`,
  'public.invitations.email': (n) => `invited${n}@example.com`,
  'public.invitations.role_key': () => 'agent',
  'public.feature_flags.key': (n) => `flag_${n}`,
  'public.gate_decisions.feature': () => 'campaigns',
  'public.plan_requests.plan_key': () => 'growth',
};

/** True when the column is filled although it may be empty or has a default. */
export function hasOverride(table: string, column: string): boolean {
  return `${table}.${column}` in OVERRIDES || column in OVERRIDES;
}

/** A value that the column accepts, as JSON that Postgres converts to the column's type. */
export function valueFor(table: string, column: Column, n: number): unknown {
  const override = OVERRIDES[`${table}.${column.name}`] ?? OVERRIDES[column.name];
  if (override !== undefined) return override(n);
  if (column.choices[0] !== undefined) return column.choices[0];
  if (column.type.endsWith('[]')) return [];
  switch (column.type) {
    case 'uuid':
      return randomUUID();
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'numeric':
    case 'real':
    case 'double precision':
      return n;
    case 'boolean':
      return false;
    case 'json':
    case 'jsonb':
      return {};
    case 'date':
    case 'timestamp with time zone':
    case 'timestamp without time zone':
      return new Date().toISOString();
    case 'interval':
      return '1 hour';
    case 'bytea':
      return '\\x00';
    case 'inet':
      return '192.0.2.1';
    default:
      return `${column.name}_${n}`;
  }
}
