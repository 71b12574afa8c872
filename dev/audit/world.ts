import type { Sql } from 'postgres';
import { type Rpc, readRpcs } from '../../tests/db/data-api/rpc.ts';
import { type Relation, readCatalogue } from './catalogue.ts';
import { createDice } from './dice.ts';
import { imagineSociety, insertSociety, type Society } from './people.ts';
import { insertRows, type Row } from './rows.ts';

/** To whom an id belongs. */
export interface Owner {
  /** The relation in which its row stands. */
  relation: string;
  organization: string;
  /** Null: to the organization as a whole. */
  brand: string | null;
}

/** All there is in the scratch database, as a superuser sees it. */
export interface World extends Society {
  relations: Relation[];
  rpcs: Rpc[];
  /** Rows by relation, in order of their keys. */
  rows: Map<string, Row[]>;
  /** Whose row has this id. */
  owners: Map<string, Owner>;
}

/** Fills an empty database with random tenants. */
export async function createWorld(sql: Sql, seed: number): Promise<World> {
  const dice = createDice(seed);
  const society = imagineSociety(dice);
  await sql`set session_replication_role = replica`;
  await insertSociety(sql, society);
  await insertRows(sql, society, dice);
  await sql`set session_replication_role = origin`;
  // Triggers keep it otherwise.
  await sql`select private.refresh_seat_access(array(select id from public.organizations))`;
  await sql`analyze`;
  const relations = await readCatalogue(sql);
  const rows = new Map<string, Row[]>();
  const owners = new Map<string, Owner>();
  for (const relation of relations) {
    const found = await sql.unsafe<{ row: Row }[]>(
      `select to_jsonb(t) as row from public.${relation.name} t`,
    );
    rows.set(relation.name, found.map(({ row }) => row).sort(byKey(relation.key)));
    for (const { row } of found) {
      const organization = relation.name === 'organizations' ? row.id : row.organization_id;
      if (relation.isView || typeof row.id !== 'string' || typeof organization !== 'string') continue;
      owners.set(row.id, {
        relation: relation.name,
        organization,
        brand: typeof row.brand_id === 'string' ? row.brand_id : null,
      });
    }
  }
  return { ...society, relations, rpcs: await readRpcs(sql), rows, owners };
}

/** Compares rows as `order by` their key does under the collation C. */
export function byKey(key: string[]): (a: Row, b: Row) => number {
  return (a, b) => {
    for (const column of key) {
      const [left, right] = [a[column], b[column]];
      if (left === right) continue;
      if (typeof left === 'number' && typeof right === 'number') return left - right;
      return String(left) < String(right) ? -1 : 1;
    }
    return 0;
  };
}
