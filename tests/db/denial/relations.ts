import type { Sql } from 'postgres';

/** A table or view of public that holds tenants' data. */
export interface Relation {
  name: string;
  isView: boolean;
  /** The column that holds the organization: `id` for organizations itself. */
  organizationColumn: string;
  /** The column that holds the brand, if the rows belong to one. */
  brandColumn: string | null;
}

/** Every table and view of public with a tenant key, read from the catalogue: a new one is tested from its first day. */
export async function readRelations(sql: Sql): Promise<Relation[]> {
  const rows = await sql<{ name: string; is_view: boolean; columns: string[] }[]>`
    select 'public.' || c.relname as name, c.relkind = 'v' as is_view, array_agg(a.attname::text) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v') and not c.relispartition
    group by c.oid order by 1`;
  return rows.flatMap(({ name, is_view, columns }) => {
    const own = name === 'public.organizations' ? 'id' : 'organization_id';
    if (!columns.includes(own)) return [];
    const brand = name === 'public.brands' ? 'id' : columns.includes('brand_id') ? 'brand_id' : null;
    return [{ name, isView: is_view, organizationColumn: own, brandColumn: brand }];
  });
}

/** The views of public without a tenant key: none may exist, because no denial test could cover them. */
export async function viewsWithoutTenant(sql: Sql): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select 'public.' || c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'v' and not exists (
      select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id')`;
  return rows.map((row) => row.name);
}
