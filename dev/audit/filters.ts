import type { Column } from './catalogue.ts';
import type { Dice } from './dice.ts';
import type { Row } from './rows.ts';

/** A condition on a row, as the Data API takes it. */
export type Filter =
  | { op: 'eq' | 'neq' | 'gt' | 'lt'; column: string; value: unknown }
  | { op: 'in'; column: string; values: unknown[] }
  | { op: 'null'; column: string }
  | { op: 'or'; any: { column: string; value: unknown }[] };

/** Whether a row passes, with SQL's view of null: a comparison with it never does. */
export function passes(row: Row, filter: Filter): boolean {
  if (filter.op === 'or') return filter.any.some(({ column, value }) => row[column] === value);
  const value = row[filter.column] ?? null;
  if (filter.op === 'null') return value === null;
  if (value === null) return false;
  switch (filter.op) {
    case 'eq':
      return value === filter.value;
    case 'neq':
      return value !== filter.value;
    case 'gt':
      return String(value) > String(filter.value);
    case 'lt':
      return String(value) < String(filter.value);
    case 'in':
      return filter.values.includes(value);
  }
}

/** Random conditions with values of any tenant's rows. */
export function rollFilters(dice: Dice, columns: Column[], rows: Row[], most: number): Filter[] {
  const plain = columns.filter(({ type }) => ['uuid', 'text', 'boolean', 'integer'].includes(type));
  const uuids = columns.filter(({ type }) => type === 'uuid');
  if (plain.length === 0 || rows.length === 0) return [];
  const valueIn = (column: Column) => {
    const value = dice.pick(rows)[column.name] ?? null;
    // The local Data API takes these words for keywords and a phone for a number, whatever the column's type.
    const isMistaken = typeof value === 'string' && /^(unknown|null|true|false|\+\d+)$/i.test(value);
    return isMistaken ? 'no such value' : value;
  };
  const one = (): Filter | null => {
    // Keys are where tenants are told apart, so they are asked for most.
    const column = dice.pick(uuids.length > 0 && dice.chance(0.7) ? uuids : plain);
    const value = valueIn(column);
    if (value === null) return { op: 'null', column: column.name };
    if (column.type === 'uuid' && dice.chance(0.2))
      return { op: dice.chance(0.5) ? 'gt' : 'lt', column: column.name, value };
    if (column.type === 'uuid' && dice.chance(0.15)) {
      const values = [value, valueIn(column), valueIn(column)].filter((item) => item !== null);
      return { op: 'in', column: column.name, values };
    }
    if (dice.chance(0.15) && uuids.length > 0) {
      const any = Array.from({ length: 3 }, () => dice.pick(uuids))
        .map((other) => ({ column: other.name, value: valueIn(other) }))
        .filter((part) => part.value !== null);
      return any.length === 0 ? null : { op: 'or', any };
    }
    return { op: dice.chance(0.6) ? 'eq' : 'neq', column: column.name, value };
  };
  const filters = Array.from({ length: dice.below(most + 1) }, one).filter((filter) => filter !== null);
  // The local Data API keeps one condition a column, the last.
  return [
    ...new Map(filters.map((filter) => ['column' in filter ? filter.column : filter.op, filter])).values(),
  ];
}

/** What can be filtered, in the words of supabase-js. */
interface Filterable<T> {
  eq(column: string, value: unknown): T;
  neq(column: string, value: unknown): T;
  gt(column: string, value: unknown): T;
  lt(column: string, value: unknown): T;
  in(column: string, values: unknown[]): T;
  is(column: string, value: null): T;
  or(filters: string): T;
}

/** Adds conditions to a query of supabase-js. */
export function applyFilters<T extends Filterable<T>>(query: T, filters: Filter[]): T {
  let filtered = query;
  for (const filter of filters) {
    if (filter.op === 'null') filtered = filtered.is(filter.column, null);
    else if (filter.op === 'in') filtered = filtered.in(filter.column, filter.values);
    else if (filter.op === 'or')
      filtered = filtered.or(filter.any.map(({ column, value }) => `${column}.eq.${value}`).join(','));
    else filtered = filtered[filter.op](filter.column, filter.value);
  }
  return filtered;
}
