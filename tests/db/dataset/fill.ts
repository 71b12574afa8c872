import type { Sql } from 'postgres';
import { BRAND, OPERATOR, ORGANIZATION, PEOPLE, SCOPES, type Scope } from './people.ts';
import { inOrderOfReference, readTables, type Table, tableNamedBy } from './tables.ts';
import { hasOverride, valueFor } from './values.ts';

type Row = Record<string, unknown>;

/**
 * Fills every table of public and private, as superuser: tables with a brand get a row for each brand of the data set,
 * tables of an organization one for each organization, platform tables one if they are empty. Required columns are
 * filled by type, keys follow the row of the same scope. A new table is filled without a change here; if it has a check
 * that cannot be guessed, the error says where to add a value.
 */
export async function fillDataset(sql: Sql): Promise<void> {
  await insertPeople(sql);
  const rows = new Map<string, Row>();
  let n = 0;
  for (const table of inOrderOfReference(await readTables(sql))) {
    for (const scope of scopesOf(table)) {
      n += 1;
      const key = rowKey(table.name, scope);
      const row = (await findRow(sql, table, scope)) ?? (await insertRow(sql, table, scope, rows, n));
      rows.set(key, row);
    }
  }
}

async function insertPeople(sql: Sql): Promise<void> {
  const people = Object.values(PEOPLE);
  for (const { user_id, email } of [...people, OPERATOR]) {
    await sql`insert into auth.users (id, email, aud, role, created_at, updated_at)
      values (${user_id}, ${email}, 'authenticated', 'authenticated', now(), now())`;
  }
  await sql`insert into public.organizations (id, name, slug)
    values (${ORGANIZATION.a}, 'Organization A', 'organization-a'), (${ORGANIZATION.b}, 'Organization B', 'organization-b')`;
  for (const [name, id, organization] of [
    ['A1', BRAND.a1, ORGANIZATION.a],
    ['A2', BRAND.a2, ORGANIZATION.a],
    ['B1', BRAND.b1, ORGANIZATION.b],
  ] as const) {
    await sql`insert into public.brands (id, organization_id, name, is_default)
      values (${id}, ${organization}, ${`Brand ${name}`}, ${name !== 'A2'})`;
  }
  for (const person of people) {
    await sql`insert into public.members (id, organization_id, user_id, role_key, all_brands)
      values (${person.member_id}, ${person.organization_id}, ${person.user_id}, ${person.role_key}, ${person.brand_id === null})`;
    if (person.brand_id === null) continue;
    await sql`insert into public.member_brands (organization_id, member_id, brand_id)
      values (${person.organization_id}, ${person.member_id}, ${person.brand_id})`;
  }
}

/** The scopes of which the table gets a row each; null for a table of the platform. */
function scopesOf(table: Table): (Scope | null)[] {
  const has = (name: string) => table.columns.some((column) => column.name === name);
  if (table.name === 'public.organizations') return [SCOPES.a1, SCOPES.b1];
  if (table.name === 'public.brands' || has('brand_id')) return Object.values(SCOPES);
  return has('organization_id') ? [SCOPES.a1, SCOPES.b1] : [null];
}

/** Rows of an organization are kept under its first brand; the other brands find them there too. */
function rowKey(table: string, scope: Scope | null): string {
  return scope === null ? table : `${table} ${scope.organization_id} ${scope.brand_id}`;
}

async function findRow(sql: Sql, table: Table, scope: Scope | null): Promise<Row | null> {
  const [found] = await sql.unsafe<{ row: Row }[]>(
    `select to_jsonb(t) as row from ${table.name} t where ${scopeCondition(table, scope)} order by to_jsonb(t)::text limit 1`,
  );
  return found?.row ?? null;
}

/** The SQL condition for the rows of a scope. The values are the data set's own constants. */
function scopeCondition(table: Table, scope: Scope | null): string {
  if (scope === null) return 'true';
  if (table.name === 'public.organizations') return `id = '${scope.organization_id}'`;
  if (table.name === 'public.brands') return `id = '${scope.brand_id}'`;
  const brand = table.columns.some((column) => column.name === 'brand_id')
    ? ` and brand_id = '${scope.brand_id}'`
    : '';
  return `organization_id = '${scope.organization_id}'${brand}`;
}

async function insertRow(
  sql: Sql,
  table: Table,
  scope: Scope | null,
  rows: Map<string, Row>,
  n: number,
): Promise<Row> {
  const row = composeRow(table, scope, rows, n);
  const columns = Object.keys(row).map((name) => `"${name}"`);
  const list = columns.join(', ');
  try {
    const [inserted] = await sql.unsafe<{ row: Row }[]>(
      columns.length === 0
        ? `insert into ${table.name} as t default values returning to_jsonb(t) as row`
        : `insert into ${table.name} as t (${list})
           select ${list} from jsonb_populate_record(null::${table.name}, $1::text::jsonb) returning to_jsonb(t) as row`,
      columns.length === 0 ? [] : [JSON.stringify(row)],
    );
    if (inserted === undefined) throw new Error('the row was swallowed by a trigger');
    return inserted.row;
  } catch (error) {
    throw new Error(
      `The data set cannot fill ${table.name}: ${(error as Error).message}. Add a value to tests/db/dataset/values.ts.\n` +
        JSON.stringify(row),
    );
  }
}

function composeRow(table: Table, scope: Scope | null, rows: Map<string, Row>, n: number): Row {
  const row: Row = {};
  for (const key of table.foreignKeys) {
    const target = key.target === 'auth.users' ? { id: ownerOf(scope) } : rowOf(rows, key.target, scope);
    if (target === undefined || key.target === table.name) continue;
    key.columns.forEach((column, index) => {
      row[column] = target[key.targetColumns[index] ?? ''];
    });
  }
  for (const column of table.columns) {
    if (column.generated || column.name in row) continue;
    const named = tableNamedBy(column.name);
    const target = named === null || named === table.name ? undefined : rowOf(rows, named, scope);
    if (scope !== null && column.name in scope) row[column.name] = scope[column.name as keyof Scope];
    else if (hasOverride(table.name, column.name)) row[column.name] = valueFor(table.name, column, n);
    else if (column.type === 'uuid' && target !== undefined) row[column.name] = target.id;
    else if (column.type === 'uuid' && column.name === 'user_id') row[column.name] = ownerOf(scope);
    else if (column.required) row[column.name] = valueFor(table.name, column, n);
  }
  return row;
}

/** Whose rows these are: the platform's are of its own people, who have no seat anywhere. */
function ownerOf(scope: Scope | null): string {
  if (scope === null) return OPERATOR.user_id;
  const owner = scope.organization_id === ORGANIZATION.b ? PEOPLE.ownerOfB : PEOPLE.ownerOfA;
  return owner.user_id;
}

function rowOf(rows: Map<string, Row>, table: string, scope: Scope | null): Row | undefined {
  if (scope === null) return rows.get(table);
  const firstBrand = Object.values(SCOPES).find(
    (candidate) => candidate.organization_id === scope.organization_id,
  );
  return rows.get(rowKey(table, scope)) ?? rows.get(rowKey(table, firstBrand ?? scope)) ?? rows.get(table);
}
