import { afterAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../database.ts';
import { PEOPLE, SCOPES } from '../dataset/people.ts';
import { readTables } from '../dataset/tables.ts';
import { readRelations } from '../denial/relations.ts';
import { clientFor, serveDataApi } from './client.ts';
import { bodyFor, PLATFORM_RPCS, readIds, readRpcs } from './rpc.ts';

// A user of A, with the publishable key and his own token, walks everything that the Data API shows, in search of B.
const db = await openDatabase('seeded');
const api = serveDataApi(db);
const relations = await readRelations(db.sql);
const rpcs = await readRpcs(db.sql);
const idsOfA = await readIds(db.sql, SCOPES.a1);
const idsOfB = await readIds(db.sql, SCOPES.b1);
const allIdsOfB = await everyIdOfB();
const ownerOfA = await clientFor(api, PEOPLE.ownerOfA);
const nobody = await clientFor(api, null);
const fingerprintOfB = await describeB();
const before = await fingerprintOfB();

afterAll(async () => {
  await api.close();
  await db.close();
});

/** Every uuid that stands in a row of B and in none of A. */
async function everyIdOfB(): Promise<Set<string>> {
  const found = { a: new Set<string>(), b: new Set<string>() };
  for (const relation of relations) {
    for (const [key, scope] of [
      ['a', SCOPES.a1],
      ['b', SCOPES.b1],
    ] as const) {
      const rows = await db.sql.unsafe<{ row: string }[]>(
        `select to_jsonb(t)::text as row from ${relation.name} t where ${relation.organizationColumn} = $1`,
        [scope.organization_id],
      );
      for (const { row } of rows) for (const id of uuidsIn(row)) found[key].add(id);
    }
  }
  return new Set([...found.b].filter((id) => !found.a.has(id)));
}

function uuidsIn(text: string): string[] {
  return text.match(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g) ?? [];
}

/** All of B: its rows in tenant tables, and whatever names one of its ids in platform tables, such as work rung for. */
async function describeB(): Promise<() => Promise<Record<string, string>>> {
  const likeIds = [...allIdsOfB].map((id) => `%${id}%`);
  const marks = (await readTables(db.sql)).map((table) => {
    const own = table.name === 'public.organizations' ? 'id' : 'organization_id';
    const isTenants = table.columns.some((column) => column.name === own);
    return `select '${table.name}' as name, md5(string_agg(row, ',' order by row)) as mark from (
      select to_jsonb(t)::text as row from ${table.name} t ${isTenants ? `where ${own} = $1` : ''}) as rows
      ${isTenants ? '' : 'where row like any ($2::text[])'}`;
  });
  const text = `select name, coalesce(mark, '') as mark from (${marks.join(' union all ')}) as marks`;
  return async () => {
    const rows = await db.sql.unsafe<{ name: string; mark: string }[]>(
      text,
      [SCOPES.b1.organization_id, likeIds],
      { prepare: true },
    );
    return Object.fromEntries(rows.map(({ name, mark }) => [name, mark]));
  };
}

/** The ids of B in an answer that the caller had not sent himself. */
function leaked(answer: unknown, sent: unknown): string[] {
  const known = new Set(uuidsIn(JSON.stringify(sent ?? null)));
  return uuidsIn(JSON.stringify(answer ?? null)).filter((id) => allIdsOfB.has(id) && !known.has(id));
}

test('there is something to walk', () => {
  expect(relations.length).toBeGreaterThan(8);
  expect(rpcs.length).toBeGreaterThan(4);
  expect(allIdsOfB.size).toBeGreaterThan(10);
});

describe.each(relations)('$name', ({ name, organizationColumn }) => {
  const table = name.replace('public.', '');
  const onB = SCOPES.b1.organization_id;

  test('is read by its owner, without a row of B', async () => {
    const { data, error } = await ownerOfA.from(table).select('*');
    expect(error).toBeNull();
    expect(data?.length).toBeGreaterThan(0);
    expect(leaked(data, null)).toEqual([]);
  });

  test('gives nothing of B when asked for it', async () => {
    const { data, error } = await ownerOfA.from(table).select('*').eq(organizationColumn, onB);
    expect(error).toBeNull();
    expect(data).toEqual([]);
  });

  test('gives nothing to somebody without a token', async () => {
    const { data } = await nobody.from(table).select('*');
    expect(data ?? []).toEqual([]);
  });

  test('takes no row into B', async () => {
    const [row] = await db.sql.unsafe<{ row: Record<string, unknown> }[]>(
      `select to_jsonb(t) as row from ${name} t where ${organizationColumn} = $1 limit 1`,
      [onB],
    );
    const { error } = await ownerOfA.from(table).insert(row?.row ?? {});
    expect(error).not.toBeNull();
    await ownerOfA.from(table).insert(await granted(name, 'insert', row?.row ?? {}));
    expect(await fingerprintOfB()).toEqual(before);
  });

  test('changes and deletes no row of B', async () => {
    const values = await granted(name, 'update', { [organizationColumn]: onB });
    const changed = await ownerOfA.from(table).update(values).eq(organizationColumn, onB).select();
    expect(changed.data ?? []).toEqual([]);
    const removed = await ownerOfA.from(table).delete().eq(organizationColumn, onB).select();
    expect(removed.data ?? []).toEqual([]);
    expect(await fingerprintOfB()).toEqual(before);
  });
});

/** The columns that the client may write, with B's values; if he may write none, what was asked for. */
async function granted(
  name: string,
  verb: 'insert' | 'update',
  fallback: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const [row] = await db.sql<{ row: Record<string, unknown> | null }[]>`
    select jsonb_object_agg(attname, null) as row from pg_attribute
    where attrelid = ${name}::text::regclass and attnum > 0 and not attisdropped
      and has_column_privilege('authenticated', attrelid, attnum, ${verb})`;
  const columns = Object.keys(row?.row ?? {});
  if (columns.length === 0) return fallback;
  const [sample] = await db.sql.unsafe<{ row: Record<string, unknown> }[]>(
    `select to_jsonb(t) as row from ${name} t where ${name === 'public.organizations' ? 'id' : 'organization_id'} = $1 limit 1`,
    [SCOPES.b1.organization_id],
  );
  return Object.fromEntries(columns.map((column) => [column, sample?.row[column]]));
}

/** An error, or the answer "no" to a question of yes or no. */
function expectRefusal(data: unknown, error: unknown): void {
  if (data !== false) expect(error).not.toBeNull();
}

describe.each(rpcs)('rpc $signature', (rpc) => {
  test('serves the owner of A with what is his, unless it is the platform’s', async () => {
    const { error } = await ownerOfA.rpc(rpc.name, bodyFor(rpc, idsOfA));
    if (PLATFORM_RPCS.has(rpc.name)) {
      expect(error?.code).toBe('42501');
      return;
    }
    // A conflict with the state of the data set is an answer; a refusal or an argument that was not understood is not.
    const refused = error !== null && (!/^PT4/.test(error.code) || /_invalid$/.test(error.details ?? ''));
    expect(refused ? error : null).toBeNull();
  });

  test('does nothing to B and tells nothing of it', async () => {
    const body = bodyFor(rpc, idsOfB);
    const { data, error } = await ownerOfA.rpc(rpc.name, body);
    expect(leaked({ data, error }, body)).toEqual([]);
    if (Object.values(body).some((value) => leaked(value, null).length > 0)) expectRefusal(data, error);
    expect(await fingerprintOfB()).toEqual(before);
  });

  test('does not mix an id of A with one of B', async () => {
    for (const name of Object.keys(idsOfB)) {
      const mixed = { ...idsOfA, [name]: idsOfB[name] ?? '' };
      const body = bodyFor(rpc, mixed);
      if (JSON.stringify(body) === JSON.stringify(bodyFor(rpc, idsOfA))) continue;
      const { data, error } = await ownerOfA.rpc(rpc.name, body);
      expectRefusal(data, error);
      expect(leaked({ data, error }, body)).toEqual([]);
    }
    expect(await fingerprintOfB()).toEqual(before);
  });

  test('is closed to somebody without a token', async () => {
    const { data, error } = await nobody.rpc(rpc.name, bodyFor(rpc, idsOfB));
    expect(data).toBeNull();
    expect(error?.code).toBe('42501');
  });
});
