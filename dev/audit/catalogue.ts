import type { Sql } from 'postgres';

export interface Column {
  name: string;
  type: string;
}

/** A link to another relation of public, by foreign key. */
export interface Link {
  /** Name of the constraint: the hint by which the Data API embeds along it. */
  name: string;
  columns: string[];
  target: string;
  targetColumns: string[];
}

/** A table or view of public that the Data API shows. */
export interface Relation {
  name: string;
  isView: boolean;
  columns: Column[];
  /** The columns that tell rows apart: the primary key; of a view, what the catalogue cannot tell. */
  key: string[];
  /** Sets of columns that no two rows share: what an upsert may name. */
  uniques: string[][];
  links: Link[];
  insertable: string[];
  updatable: string[];
  deletable: boolean;
}

/** Views have no primary key. */
const VIEW_KEYS: Record<string, string[]> = {
  campaign_stats: ['campaign_id'],
  campaign_messages: ['id'],
};

/** Every table and view of public that authenticated may read or write, with what it may write there. */
export async function readCatalogue(sql: Sql): Promise<Relation[]> {
  const rows = await sql<Relation[]>`
    select c.relname as name, c.relkind = 'v' as "isView",
      (select jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, null)) order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          and has_column_privilege('authenticated', c.oid, a.attnum, 'select')) as columns,
      coalesce((select jsonb_agg(a.attname order by a.attname) from pg_constraint k
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
        where k.conrelid = c.oid and k.contype = 'p'), '[]') as key,
      coalesce((select jsonb_agg((select jsonb_agg(a.attname) from pg_attribute a
          where a.attrelid = c.oid and a.attnum = any (k.conkey)) order by k.conname)
        from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'u')), '[]') as uniques,
      coalesce((select jsonb_agg(jsonb_build_object('name', k.conname, 'target', f.relname,
          'columns', (select jsonb_agg(a.attname order by u.n) from unnest(k.conkey) with ordinality u (num, n)
            join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.num),
          'targetColumns', (select jsonb_agg(a.attname order by u.n) from unnest(k.confkey) with ordinality u (num, n)
            join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.num)) order by k.conname)
        from pg_constraint k join pg_class f on f.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f' and k.conparentid = 0 and f.relnamespace = c.relnamespace
          and f.oid <> c.oid and has_table_privilege('authenticated', f.oid, 'select')), '[]') as links,
      coalesce((select jsonb_agg(a.attname order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          and has_column_privilege('authenticated', c.oid, a.attnum, 'insert')), '[]') as insertable,
      coalesce((select jsonb_agg(a.attname order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          and has_column_privilege('authenticated', c.oid, a.attnum, 'update')), '[]') as updatable,
      has_table_privilege('authenticated', c.oid, 'delete') as deletable
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v') and not c.relispartition
      and (has_any_column_privilege('authenticated', c.oid, 'select, insert, update')
        or has_table_privilege('authenticated', c.oid, 'delete'))
    order by 1`;
  return rows.map((row) => ({ ...row, columns: row.columns ?? [], key: VIEW_KEYS[row.name] ?? row.key }));
}
