import type { Sql } from 'postgres';
import { inOrderOfReference, readTables, type Table, tableNamedBy } from '../../tests/db/dataset/tables.ts';
import { hasOverride, valueFor } from '../../tests/db/dataset/values.ts';
import type { Dice } from './dice.ts';
import type { Society } from './people.ts';

export type Row = Record<string, unknown>;

/** Where a row belongs. */
interface Place {
  organization_id: string;
  brand_id: string;
}

/** Columns whose values decide about access or states; they take any value that their check allows. */
const VARIED = new Set([
  'public.campaigns.status',
  'public.conversations.status',
  'public.templates.review_status',
]);
/** A plan that refuses nothing: what a limit keeps out would never be tried against the policies. */
const FIXED: Record<string, unknown> = {
  'public.subscriptions.plan_key': 'unlimited',
  'public.subscriptions.status': 'active',
};
const BY_HAND = new Set([
  'public.organizations',
  'public.brands',
  'public.members',
  'public.member_brands',
  'private.seat_access',
]);
/** Tables of the platform that clients see and that would be empty otherwise. */
const OF_PLATFORM = new Set(['public.feature_flags']);
const ROWS_A_BRAND = 3;

/**
 * Fills every tenant table of public and private from the catalogue, each brand with rows of its own that point to rows
 * of the same brand. As superuser with session_replication_role = replica: what is written is what was composed.
 */
export async function insertRows(sql: Sql, { organizations, people }: Society, dice: Dice): Promise<void> {
  const stored = new Map<string, Row[]>();
  const places = organizations.flatMap(({ id, brands }) =>
    brands.map((brand) => ({ organization_id: id, brand_id: brand })),
  );
  const usersOf = (organization: string) =>
    people
      .filter((person) => person.seats.some((seat) => seat.organization.id === organization))
      .map((person) => person.user_id);
  const filled = await readNotNull(sql);
  const mayBeNull = (table: Table, column: string) =>
    !filled.has(`${table.name}.${column}`) && dice.chance(0.4);
  let n = 0;

  const near = (table: string, place: Place) =>
    (stored.get(table) ?? []).filter(
      (row) =>
        (row.organization_id ?? place.organization_id) === place.organization_id &&
        (row.brand_id ?? place.brand_id) === place.brand_id,
    );

  const compose = (table: Table, of: Place | null): Row => {
    const place = of ?? { organization_id: '', brand_id: '' };
    const row: Row = {};
    n += 1;
    for (const key of table.foreignKeys) {
      if (key.target === 'auth.users' || key.target === table.name) continue;
      const targets = near(key.target, place);
      const own = key.columns.find((column) => !(column in place));
      if (own !== undefined && targets.length > 0)
        row[own] = dice.pick(targets)[key.targetColumns[key.columns.indexOf(own)] ?? 'id'];
    }
    for (const column of table.columns) {
      const full = `${table.name}.${column.name}`;
      const named = tableNamedBy(column.name);
      const targets = named === null || named === table.name ? [] : near(named, place);
      if (column.generated) continue;
      if (full in FIXED) row[column.name] = FIXED[full];
      else if (column.name === 'organization_id') row.organization_id = place.organization_id;
      // Some rows are about the organization as a whole.
      else if (column.name === 'brand_id')
        row.brand_id = mayBeNull(table, 'brand_id') ? null : place.brand_id;
      else if (column.name in row) row[column.name] = mayBeNull(table, column.name) ? null : row[column.name];
      else if (hasOverride(table.name, column.name)) row[column.name] = valueFor(table.name, column, n);
      else if (VARIED.has(full)) row[column.name] = dice.pick(column.choices);
      else if (column.type === 'uuid' && column.name === 'id') row.id = dice.id();
      else if (column.type === 'uuid' && targets.length > 0)
        row[column.name] = mayBeNull(table, column.name) ? null : dice.pick(targets).id;
      else if (column.type === 'uuid' && column.name === 'user_id')
        row.user_id = dice.pick(usersOf(place.organization_id));
      else if (column.type === 'uuid' && column.required) row[column.name] = dice.id();
      else if (column.required) row[column.name] = valueFor(table.name, column, n);
    }
    return row;
  };

  for (const table of inOrderOfReference(await readTables(sql))) {
    const has = (name: string) => table.columns.some((column) => column.name === name);
    if (OF_PLATFORM.has(table.name))
      await insert(
        sql,
        table,
        [0, 1, 2].map(() => compose(table, null)),
      );
    if (!BY_HAND.has(table.name) && has('organization_id')) {
      const rows = (
        has('brand_id')
          ? places
          : places.filter((place, i) => places[i - 1]?.organization_id !== place.organization_id)
      ).flatMap((place) => Array.from({ length: ROWS_A_BRAND }, () => compose(table, place)));
      await insert(sql, table, rows);
    }
    const read = await sql.unsafe<{ row: Row }[]>(
      `select to_jsonb(t) as row from ${table.name} t order by to_jsonb(t)::text`,
    );
    stored.set(table.name, read.map(({ row }) => row).sort(byId));
  }
}

/** Columns that cannot be left empty, with or without a default: `schema.table.column`. */
async function readNotNull(sql: Sql): Promise<Set<string>> {
  const rows = await sql<{ name: string }[]>`
    select n.nspname || '.' || c.relname || '.' || a.attname as name
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'private') and a.attnum > 0 and a.attnotnull and not a.attisdropped`;
  return new Set(rows.map(({ name }) => name));
}

/** Rows that a unique key refuses are left out: one row too few is no harm. */
async function insert(sql: Sql, table: Table, rows: Row[]): Promise<void> {
  const given = new Set(rows.flatMap((row) => Object.keys(row)));
  const list = [...given].map((name) => `"${name}"`).join(', ');
  try {
    await sql.unsafe(
      `insert into ${table.name} (${list}) overriding system value
       select ${list} from jsonb_populate_recordset(null::${table.name}, $1::text::jsonb) on conflict do nothing`,
      [JSON.stringify(rows)],
    );
  } catch (error) {
    throw new Error(
      `${table.name} cannot be filled: ${(error as Error).message}. Add a value to tests/db/dataset/values.ts.`,
    );
  }
}

function byId(a: Row, b: Row): number {
  return String(a.id) < String(b.id) ? -1 : 1;
}
