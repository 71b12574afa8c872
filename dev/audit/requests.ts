import { bodyFor, type Rpc } from '../../tests/db/data-api/rpc.ts';
import { hasOverride, valueFor } from '../../tests/db/dataset/values.ts';
import type { Link, Relation } from './catalogue.ts';
import { createDice, type Dice } from './dice.ts';
import { type Filter, rollFilters } from './filters.ts';
import type { Caller } from './oracle.ts';
import type { Row } from './rows.ts';
import type { World } from './world.ts';

/** Rows of a related table to be read along. */
export interface Embed {
  link: Link;
  /** The relation that is embedded. */
  other: string;
  /** one: the row that this one points to; many: the rows that point to this one. */
  yields: 'one' | 'many';
  /** Leaves out rows to which none is found. */
  inner: boolean;
}

export type Query =
  | {
      kind: 'read';
      relation: string;
      filters: Filter[];
      order: string[];
      embed: Embed | null;
      range: [number, number] | null;
    }
  | { kind: 'count'; relation: string; filters: Filter[] }
  | { kind: 'insert'; relation: string; rows: Row[]; returning: boolean }
  | { kind: 'upsert'; relation: string; rows: Row[]; onConflict: string; returning: boolean }
  | { kind: 'update'; relation: string; values: Row; filters: Filter[]; returning: boolean }
  | { kind: 'delete'; relation: string; filters: Filter[]; returning: boolean }
  | { kind: 'rpc'; name: string; body: Record<string, unknown> };

export interface AuditRequest {
  n: number;
  caller: Caller;
  query: Query;
}

/** The n-th request of a seed; it depends on nothing but the two and the world. */
export function imagineRequest(world: World, seed: number, n: number): AuditRequest {
  const dice = createDice(seed, n + 1);
  const person = dice.pick(world.people);
  const caller = {
    person,
    header: rollHeader(
      dice,
      world,
      person.seats.flatMap(({ organization }) => organization.brands),
    ),
  };
  return { n, caller, query: rollQuery(dice, world, caller) };
}

/** Mostly none, else one of the caller's own brands, somebody else's, or nonsense. */
function rollHeader(dice: Dice, world: World, own: string[]): string | null {
  if (dice.chance(0.6)) return null;
  if (dice.chance(0.5) && own.length > 0) return dice.pick(own);
  if (dice.chance(0.7)) return dice.pick(dice.pick(world.organizations).brands);
  return dice.pick(['everything', '*', "' or true --", '0a000000-0000-7000-8000-00000000zzzz', dice.id()]);
}

function rollQuery(dice: Dice, world: World, caller: Caller): Query {
  if (dice.chance(0.12)) return rollRpc(dice, world, caller);
  const writable = world.relations.filter(
    (relation) => relation.insertable.length + relation.updatable.length > 0 || relation.deletable,
  );
  const write = dice.chance(0.3);
  // Also tables that are closed to writes are written to, now and then.
  const relation = dice.pick(write && dice.chance(0.9) ? writable : world.relations);
  const rows = world.rows.get(relation.name) ?? [];
  const own = rows.filter((row) =>
    caller.person.seats.some(({ organization }) => organization.id === row.organization_id),
  );
  // What else stands in a view's row may depend on who looks.
  const tellsApart = ['organization_id', 'brand_id', ...relation.key];
  const columns = relation.columns.filter(({ name }) => !relation.isView || tellsApart.includes(name));
  const filters = rollFilters(dice, columns, own.length > 0 && dice.chance(0.5) ? own : rows, 2);
  if (!write) {
    if (dice.chance(0.15)) return { kind: 'count', relation: relation.name, filters };
    const from = dice.below(4);
    return {
      kind: 'read',
      relation: relation.name,
      filters,
      order: relation.key,
      embed: dice.chance(0.35) ? rollEmbed(dice, world, relation) : null,
      range: dice.chance(0.2) ? [from, from + dice.below(5)] : null,
    };
  }
  const verb = dice.pick(['insert', 'insert', 'upsert', 'update', 'update', 'delete', 'delete'] as const);
  // Row level security asks whether rows may be read only where a statement reads them: in conditions and in what it gives back.
  const returning = dice.chance(0.5);
  const aimed = filters.length > 0 || dice.chance(0.3) ? filters : [idle(dice, relation)];
  if (verb === 'delete') return { kind: 'delete', relation: relation.name, filters: aimed, returning };
  if (verb === 'update')
    return {
      kind: 'update',
      relation: relation.name,
      values: rollValues(dice, relation, rows),
      filters: aimed,
      returning,
    };
  const added = Array.from({ length: dice.chance(0.8) ? 1 : 2 }, () =>
    rollRow(dice, world, relation, caller),
  );
  if (verb === 'insert') return { kind: 'insert', relation: relation.name, rows: added, returning };
  const uniques = relation.uniques.filter((unique) =>
    unique.every((name) => relation.insertable.includes(name)),
  );
  const all = uniques.length > 0 ? uniques : relation.uniques;
  const onConflict = (all.length > 0 ? dice.pick(all) : relation.key).join(',');
  return { kind: 'upsert', relation: relation.name, rows: added, onConflict, returning };
}

function idle(dice: Dice, { key }: Relation): Filter {
  return { op: 'neq', column: key.find((column) => column.endsWith('id')) ?? 'id', value: dice.id() };
}

function rollEmbed(dice: Dice, world: World, relation: Relation): Embed | null {
  const up = relation.links.map((link) => ({ link, other: link.target, yields: 'one' as const }));
  const down = world.relations.flatMap((other) =>
    other.links
      .filter((link) => link.target === relation.name)
      .map((link) => ({ link, other: other.name, yields: 'many' as const })),
  );
  // What the local Data API cannot do: embed messages, whose name it also finds in realtime; !inner of many rows; the
  // brands of an organization, which the partial unique index of its default brand makes it take for one.
  const all = [...up, ...down.filter(({ link }) => link.name !== 'brands_organization_id_fkey')].filter(
    ({ other }) => other !== 'messages',
  );
  if (all.length === 0) return null;
  const embed = dice.pick(all);
  return { ...embed, inner: embed.yields === 'one' && dice.chance(0.3) };
}

/** Values of other rows, whoever owns them; now and then for a column that nobody may change. */
function rollValues(dice: Dice, relation: Relation, rows: Row[]): Row {
  const columns =
    relation.updatable.length > 0 && dice.chance(0.9)
      ? relation.updatable
      : relation.columns.map(({ name }) => name);
  const values: Row = {};
  for (let i = 0; i <= dice.below(2); i++) {
    const column = dice.pick(columns);
    if (rows.length > 0) values[column] = dice.pick(rows)[column] ?? null;
  }
  return values;
}

/** A new row for the caller's brand, for another's, or one that mixes tenants. */
function rollRow(dice: Dice, world: World, relation: Relation, caller: Caller): Row {
  const own = caller.person.seats.map(({ organization }) => organization);
  const organization = dice.pick(own.length > 0 && dice.chance(0.5) ? own : world.organizations);
  const brand = dice.pick(organization.brands);
  const like = dice.pick(world.rows.get(relation.name) ?? [{}]);
  const row: Row = {};
  const columns =
    relation.insertable.length > 0 ? relation.insertable : relation.columns.map(({ name }) => name);
  for (const name of columns) {
    const column = relation.columns.find((candidate) => candidate.name === name);
    const link = relation.links.find(
      ({ columns: [first] }) => first === name && name !== 'organization_id' && name !== 'brand_id',
    );
    if (name === 'organization_id')
      row[name] = dice.chance(0.95) ? organization.id : dice.pick(world.organizations).id;
    else if (name === 'brand_id')
      row[name] = dice.chance(0.95) ? brand : dice.pick(dice.pick(world.organizations).brands);
    else if (name === 'user_id') row[name] = dice.pick(world.people).user_id;
    else if (link !== undefined && like[name] !== null)
      row[name] =
        idIn(dice, world, link, dice.chance(0.9) ? { organization: organization.id, brand } : null) ??
        like[name];
    else if (column !== undefined && hasOverride(`public.${relation.name}`, name))
      row[name] = valueFor(
        `public.${relation.name}`,
        { ...column, required: true, generated: false, choices: [] },
        900_000 + dice.below(90_000),
      );
    else if (column?.type === 'text' && relation.key.includes(name) && dice.chance(0.7))
      row[name] = `${like[name]}_${dice.below(1000)}`;
    else row[name] = like[name] ?? null;
  }
  return row;
}

function idIn(
  dice: Dice,
  world: World,
  { target, targetColumns }: Link,
  near: { organization: string; brand: string } | null,
): unknown {
  const rows = (world.rows.get(target) ?? []).filter(
    (row) =>
      near === null ||
      (row.organization_id === near.organization && (row.brand_id ?? near.brand) === near.brand),
  );
  return rows.length === 0 ? undefined : dice.pick(rows)[targetColumns[0] ?? 'id'];
}

/** A call with ids of the caller's brand or of another's, or of both. */
function rollRpc(dice: Dice, world: World, { person }: Caller): Query {
  const own = person.seats.map(({ organization }) => organization);
  const idsOf = (organization: World['organizations'][number]): Record<string, string> => {
    const brand = dice.pick(organization.brands);
    const ids: Record<string, string> = {};
    for (const { name, isView } of world.relations) {
      const rows = (world.rows.get(name) ?? []).filter(
        (row) => row.organization_id === organization.id && (row.brand_id ?? brand) === brand,
      );
      const id = isView || rows.length === 0 ? undefined : dice.pick(rows).id;
      if (typeof id === 'string') ids[`${name.replace(/s$/, '')}_id`] = id;
    }
    return {
      ...ids,
      organization_id: organization.id,
      brand_id: brand,
      user_id: dice.pick(world.people).user_id ?? dice.id(),
    };
  };
  const ids = idsOf(dice.pick(own.length > 0 && dice.chance(0.5) ? own : world.organizations));
  const others = idsOf(dice.pick(world.organizations));
  const mixed = dice.chance(0.3)
    ? Object.fromEntries(
        Object.entries(ids).map(([name, id]) => [name, dice.chance(0.5) ? (others[name] ?? id) : id]),
      )
    : ids;
  const rpc = dice.pick(world.rpcs);
  return { kind: 'rpc', name: rpc.name, body: bodyOf(rpc, { ...others, ...mixed }) };
}

/** An argument that the tests of the Data API have no value for yet is left empty; they say so themselves. */
function bodyOf(rpc: Rpc, ids: Record<string, string>): Record<string, unknown> {
  try {
    return bodyFor(rpc, ids);
  } catch {
    return Object.fromEntries(rpc.arguments.map(({ name }) => [name, ids[name] ?? null]));
  }
}
