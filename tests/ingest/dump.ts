import type { Sql } from 'postgres';

/** Tables that tell in which order things arrived, which is not part of what they come to. */
const ORDER_OF_ARRIVAL = ['brand_events', 'audit_log', 'audit_seals', 'contact_merges'];

/** Columns that note when something was first seen, as far as the order of arrival lets the database know. */
const LEFT_OUT: string[] = [];

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const TIME = /"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?\+00:00)"/g;

/**
 * Every row of every tenant table as text, table by table, without what differs between two runs of the same: random ids are
 * replaced by what they stand for, and times of arrival by a mark.
 * @param since times from then on are times of arrival
 * @param fixed ids that are the same in all copies
 */
export async function dump(sql: Sql, since: Date, fixed: Set<string>): Promise<Record<string, string[]>> {
  const names = await nameIds(sql);
  const tables = await sql<{ name: string }[]>`
    select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id')
    order by 1`;
  const found: Record<string, string[]> = {};
  for (const { name } of tables) {
    if (ORDER_OF_ARRIVAL.includes(name)) continue;
    const rows = await sql<
      { row: string }[]
    >`select (to_jsonb(t) - ${LEFT_OUT}::text[])::text as row from ${sql(name)} as t`;
    // A contact that was found to be another one is a memory of the order in which their ids came.
    const kept = rows.filter(({ row }) => !/"merged_into": "/.test(row));
    if (kept.length > 0) found[name] = kept.map(({ row }) => normalise(row)).sort();
  }
  return found;

  function normalise(row: string): string {
    return row
      .replaceAll(TIME, (whole, time: string) => (new Date(time) >= since ? '"<arrival>"' : whole))
      .replaceAll(UUID, (id) => names.get(id) ?? (fixed.has(id) ? id : '<id>'));
  }
}

/** What the ids of contacts, conversations and messages stand for, in words that are the same in every run. */
async function nameIds(sql: Sql): Promise<Map<string, string>> {
  const rows = await sql<{ id: string; name: string }[]>`
    with person as (
      select c.id, 'contact(' || coalesce((
        select string_agg(i.kind || '=' || i.value, ' ' order by i.kind, i.value)
        from public.contact_identities i where i.contact_id = c.id), 'nobody') || ')' as name
      from public.contacts c
    )
    select id, name from person
    union all
    select v.id, 'conversation of ' || p.name from public.conversations v join person p on p.id = v.contact_id
    union all
    select m.id, 'message(' || m.wamid || ')' from public.messages m where m.direction = 'inbound'`;
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Every id that a database holds now. */
export async function idsOf(sql: Sql): Promise<Set<string>> {
  const dumped = await sql<{ id: string }[]>`
    select id::text as id from public.organizations union select id::text from public.brands
    union select id::text from public.whatsapp_accounts union select id::text from public.templates
    union select id::text from public.messages`;
  return new Set(dumped.map(({ id }) => id));
}
