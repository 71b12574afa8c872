import type { Sql } from 'postgres';

/** Whatever our migrations may make, one query a kind of object; each row is one readable line. */
const QUERIES: Record<string, string> = {
  schemas: `select nspname || ' ' || coalesce(nspacl::text, '') || ' ' || pg_get_userbyid(nspowner)
    from pg_namespace where nspname !~ '^pg_' and nspname <> 'supabase_migrations'`,
  relations: `select c.relkind::text || ' ' || n.nspname || '.' || c.relname || ' owner ' || pg_get_userbyid(c.relowner)
      || ' acl ' || coalesce(c.relacl::text, '') || ' rls ' || c.relrowsecurity || ' force ' || c.relforcerowsecurity
      || ' options ' || coalesce(c.reloptions::text, '') || ' partition ' || coalesce(pg_get_expr(c.relpartbound, c.oid), '')
      || ' by ' || case c.relkind when 'p' then pg_get_partkeydef(c.oid) else '' end
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where ours(n.nspname)`,
  columns: `select n.nspname || '.' || c.relname || '.' || a.attname || ' ' || a.attnum || ' '
      || format_type(a.atttypid, a.atttypmod) || ' null ' || (not a.attnotnull)::text || ' identity ' || a.attidentity::text
      || ' generated ' || a.attgenerated::text || ' default ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '')
      || ' acl ' || coalesce(a.attacl::text, '') || ' storage ' || a.attstorage::text || ' statistics ' || coalesce(a.attstattarget::text, '')
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where ours(n.nspname) and a.attnum > 0 and not a.attisdropped`,
  constraints: `select n.nspname || '.' || c.conname || ' on ' || c.conrelid::regclass || ' ' || pg_get_constraintdef(c.oid)
    from pg_constraint c join pg_namespace n on n.oid = c.connamespace where ours(n.nspname)`,
  indexes: `select pg_get_indexdef(i.indexrelid) || ' valid ' || i.indisvalid || ' cluster ' || i.indisclustered
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace where ours(n.nspname)`,
  views: `select n.nspname || '.' || c.relname || ' ' || pg_get_viewdef(c.oid)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where ours(n.nspname) and c.relkind in ('v', 'm')`,
  functions: `select pg_get_functiondef(p.oid) || ' owner ' || pg_get_userbyid(p.proowner) || ' acl ' || coalesce(p.proacl::text, '')
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ours(n.nspname) and p.prokind in ('f', 'p')`,
  triggers: `select pg_get_triggerdef(t.oid) || ' enabled ' || t.tgenabled::text from pg_trigger t
    join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where not t.tgisinternal and (ours(n.nspname) or n.nspname in ('auth', 'storage', 'realtime'))`,
  policies: `select schemaname || '.' || tablename || ' ' || policyname || ' ' || permissive || ' ' || cmd || ' ' || roles::text
      || ' using ' || coalesce(qual, '') || ' check ' || coalesce(with_check, '') from pg_policies`,
  types: `select n.nspname || '.' || t.typname || ' ' || t.typtype::text || ' ' || format_type(t.typbasetype, t.typtypmod)
      || coalesce((select ' enum ' || string_agg(enumlabel, ',' order by enumsortorder) from pg_enum where enumtypid = t.oid), '')
    from pg_type t join pg_namespace n on n.oid = t.typnamespace where ours(n.nspname)`,
  comments: `select d.classoid::regclass || ' ' || pg_describe_object(d.classoid, d.objoid, d.objsubid) || ': ' || d.description
    from pg_description d where pg_describe_object(d.classoid, d.objoid, d.objsubid) ~ '(public|private)[.]|^schema '`,
  'default privileges': `select pg_get_userbyid(defaclrole) || ' ' || coalesce(n.nspname, '') || ' ' || defaclobjtype::text || ' ' || defaclacl::text
    from pg_default_acl d left join pg_namespace n on n.oid = d.defaclnamespace`,
  extensions:
    'select e.extname || n.nspname from pg_extension e join pg_namespace n on n.oid = e.extnamespace',
  publications: `select p.pubname || ' ' || coalesce(t.schemaname || '.' || t.tablename, '') from pg_publication p
    left join pg_publication_tables t using (pubname)`,
};

/** The state of a database as sorted lines by kind of object, with comments, grants and bodies. */
export async function catalogueSnapshot(sql: Sql): Promise<Record<string, string[]>> {
  const snapshot: Record<string, string[]> = {};
  // Names are printed with their schema only when it is not in the path.
  await sql.unsafe("set search_path = ''");
  for (const [kind, query] of Object.entries(QUERIES)) {
    const text = query.replace(/\bours\(([^)]*)\)/g, "$1 in ('public', 'private', 'graphile_worker')");
    const rows = await sql.unsafe(text).values();
    snapshot[kind] = rows.map((row) => String(row[0])).sort();
  }
  snapshot.rows = await seedRows(sql);
  await sql.unsafe('reset search_path');
  return snapshot;
}

/** What only one of two snapshots holds, as `kind: line` with `-` for the first and `+` for the second. */
export function differences(first: Record<string, string[]>, second: Record<string, string[]>): string[] {
  return Object.keys(first).flatMap((kind) => {
    const [a, b] = [first[kind] ?? [], second[kind] ?? []];
    const [inA, inB] = [new Set(a), new Set(b)];
    return [
      ...a.filter((line) => !inB.has(line)).map((line) => `- ${kind}: ${line}`),
      ...b.filter((line) => !inA.has(line)).map((line) => `+ ${kind}: ${line}`),
    ];
  });
}

/** The rows that the migrations themselves insert (built-in roles, settings), without ids and times. */
async function seedRows(sql: Sql): Promise<string[]> {
  const tables = await sql<{ name: string }[]>`
    select c.oid::regclass::text as name from pg_class c
    where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace) and c.relkind in ('r', 'p') and not c.relispartition`;
  const lines: string[] = [];
  for (const { name } of tables) {
    const rows = await sql.unsafe<{ row: string }[]>(
      `select (to_jsonb(t) - array['id', 'created_at', 'updated_at'])::text as row from ${name} t`,
    );
    lines.push(...rows.map((row) => `${name} ${row.row}`));
  }
  return lines.sort();
}
