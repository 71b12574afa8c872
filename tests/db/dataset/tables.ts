import type { Sql } from 'postgres';

export interface Column {
  name: string;
  type: string;
  required: boolean;
  /** Computed by the database; cannot be written. */
  generated: boolean;
  /** The values that a check constraint allows, if it lists them. */
  choices: string[];
}

export interface ForeignKey {
  columns: string[];
  target: string;
  targetColumns: string[];
}

export interface Table {
  /** With its schema: `public.contacts`. */
  name: string;
  columns: Column[];
  foreignKeys: ForeignKey[];
}

/** The tables of public and private with what is needed to fill them; partitions are left out. */
export async function readTables(sql: Sql): Promise<Table[]> {
  return sql<Table[]>`
    select n.nspname || '.' || c.relname as name,
      (select jsonb_agg(jsonb_build_object(
          'name', a.attname,
          'type', format_type(a.atttypid, null),
          'required', a.attnotnull and not a.atthasdef and a.attidentity = '',
          'generated', a.attgenerated <> '' or a.attidentity = 'a',
          'choices', coalesce((
            select jsonb_agg(m[1]) from pg_constraint k,
              regexp_matches(substring(pg_get_constraintdef(k.oid)
                from '\\(' || a.attname || ' = ANY \\(ARRAY\\[([^\\]]*)\\]'), '''([^'']*)''', 'g') m
            where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]), '[]')
        ) order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      coalesce((select jsonb_agg(jsonb_build_object(
          'columns', (select jsonb_agg(a.attname order by u.n) from unnest(k.conkey) with ordinality u (num, n)
            join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.num),
          'target', fn.nspname || '.' || f.relname,
          'targetColumns', (select jsonb_agg(a.attname order by u.n) from unnest(k.confkey) with ordinality u (num, n)
            join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.num)
        ) order by k.conname)
        from pg_constraint k join pg_class f on f.oid = k.confrelid join pg_namespace fn on fn.oid = f.relnamespace
        where k.conrelid = c.oid and k.contype = 'f' and k.conparentid = 0), '[]') as "foreignKeys"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'private') and c.relkind in ('r', 'p') and not c.relispartition
    order by 1`;
}

/** Orders tables so that each comes after those that it refers to; a circle is cut where it closes. */
export function inOrderOfReference(tables: Table[]): Table[] {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const ordered = new Set<Table>();
  const open = new Set<Table>();
  const visit = (table: Table) => {
    if (ordered.has(table) || open.has(table)) return;
    open.add(table);
    for (const target of references(table, byName)) visit(target);
    open.delete(table);
    ordered.add(table);
  };
  tables.forEach(visit);
  return [...ordered];
}

function references(table: Table, byName: Map<string, Table>): Table[] {
  const declared = table.foreignKeys.map((key) => byName.get(key.target));
  const named = table.columns.map((column) => byName.get(tableNamedBy(column.name) ?? ''));
  return [...declared, ...named].filter(
    (target): target is Table => target !== undefined && target !== table,
  );
}

/** The table that a column's name points to, without a foreign key: `message_id` → `public.messages`. */
export function tableNamedBy(column: string): string | null {
  const match = /^(\w+)_id$/.exec(column);
  return match === null ? null : `public.${match[1]}s`;
}
