import type { Sql } from 'postgres';
import { readTables } from '../../tests/db/dataset/tables.ts';
import type { Row } from './rows.ts';

/** A row that a request inserted, changed or deleted, by itself or through triggers and cascades. */
export interface Change {
  /** With its schema. */
  table: string;
  verb: 'insert' | 'update' | 'delete';
  old: Row | null;
  new: Row | null;
}

export interface Ledger {
  /** What was changed since the last call; everything is put back. */
  take(): Promise<Change[]>;
}

/**
 * Writes down every change to a table of public or private, with triggers that exist in the scratch database only, and
 * undoes it, so that every request meets the same world and can be repeated alone.
 */
export async function openLedger(sql: Sql): Promise<Ledger> {
  const tables = await readTables(sql);
  await sql.unsafe(`
    create schema audit_scratch;
    create table audit_scratch.changes (n bigint generated always as identity, "table" text, verb text, old jsonb, new jsonb);
    create function audit_scratch.note() returns trigger language plpgsql security definer set search_path = '' as $$
    begin
      insert into audit_scratch.changes ("table", verb, old, new)
      values (tg_argv[0], lower(tg_op), case when tg_op <> 'INSERT' then to_jsonb(old) end,
        case when tg_op <> 'DELETE' then to_jsonb(new) end);
      return null;
    end $$`);
  await allowRestoring(sql);
  const columns = new Map<string, string>();
  for (const [i, table] of tables.entries()) {
    const list = table.columns
      .filter((column) => !column.generated || column.type === 'bigint')
      .map(({ name }) => `"${name}"`);
    columns.set(table.name, list.join(', '));
    await sql.unsafe(`
      create trigger zzz_audit_note after insert or update or delete on ${table.name}
        for each row execute function audit_scratch.note('${table.name}');
      create table audit_scratch.saved_${i} as select ${list.join(', ')} from ${table.name}`);
  }

  const restore = (names: Set<string>) =>
    [...names].map((name) => {
      const i = tables.findIndex((table) => table.name === name);
      return `delete from ${name}; insert into ${name} (${columns.get(name)}) overriding system value
        select * from audit_scratch.saved_${i};`;
    });

  return {
    async take() {
      const changes = await sql<
        Change[]
      >`select "table", verb, old, new from audit_scratch.changes order by n`;
      if (changes.length > 0) {
        await sql.unsafe(`begin; set local session_replication_role = replica;
          ${restore(new Set(changes.map((change) => change.table))).join('\n')}
          delete from audit_scratch.changes; commit`);
      }
      return changes;
    },
  };
}

/** Triggers that no session may skip, such as those of append-only tables, would keep what is to be put back. */
async function allowRestoring(sql: Sql): Promise<void> {
  const triggers = await sql<{ name: string; table: string }[]>`
    select tgname as name, tgrelid::regclass::text as "table" from pg_trigger where tgenabled = 'A' and tgparentid = 0`;
  for (const { name, table } of triggers) await sql.unsafe(`alter table ${table} enable trigger "${name}"`);
}
