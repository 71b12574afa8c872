import type { Sql } from 'postgres';
import type { GrantLine } from './declared.ts';

/** The privileges of the catalogue in the form of the declared ones; what an owner has on his own objects is left out. */
export async function readActualGrants(sql: Sql): Promise<GrantLine[]> {
  const rows = await sql<{ line: string }[]>`
    with acl as (
      select 'schema ' || nspname as object, nspowner as owner, coalesce(nspacl, acldefault('n', nspowner)) as acl
      from pg_namespace where nspname in ('private', 'graphile_worker')
      union all
      select case c.relkind when 'S' then 'sequence ' else 'table ' end || n.nspname || '.' || c.relname, c.relowner,
        coalesce(c.relacl, acldefault(case c.relkind when 'S' then 's' else 'r' end::"char", c.relowner))
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'private') and c.relkind in ('r', 'p', 'v', 'm', 'S')
      union all
      select 'table ' || n.nspname || '.' || c.relname || ' (' || a.attname || ')', c.relowner, a.attacl
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'private') and a.attacl is not null and not a.attisdropped
      union all
      select 'function ' || p.oid::regprocedure, p.proowner, coalesce(p.proacl, acldefault('f', p.proowner))
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in ('public', 'private')
        and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    )
    select object || ': ' || lower(privilege_type) || ' → '
      || case grantee when 0 then 'public' else pg_get_userbyid(grantee) end as line
    from acl, aclexplode(acl) where grantee <> owner order by 1`;
  return rows.map((row) => row.line);
}

/** The name under which the catalogue knows a function: `private.f(text,uuid)`; null when there is none. */
export async function canonicalSignature(sql: Sql, signature: string): Promise<string | null> {
  const [row] = await sql<{ name: string | null }[]>`select to_regprocedure(${signature})::text as name`;
  return row?.name ?? null;
}
