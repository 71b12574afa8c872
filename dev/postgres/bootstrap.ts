import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getAuthSchemaSql, getStorageSchemaSql } from '@supabase/lite';
import type { Sql } from 'postgres';

const FOLDER = join(import.meta.dirname, 'bootstrap');

/** Passwords of the login roles of a cluster. */
export interface RolePasswords {
  postgres: string;
  authenticator: string;
  auth_admin: string;
  storage_admin: string;
}

/** Creates the roles of a Supabase project; once a cluster. `sql` is connected as supabase_admin. */
export async function bootstrapRoles(sql: Sql, passwords: RolePasswords): Promise<void> {
  const text = read('10_roles.sql').replace(/'\{\{(\w+)_password\}\}'/g, (_, name: string) => {
    const password = passwords[name as keyof RolePasswords];
    if (password === undefined) throw new Error(`10_roles.sql asks for the unknown password ${name}`);
    return literal(password);
  });
  await sql.unsafe(text).simple();
}

/**
 * Gives a database what a hosted project has before its first migration: the extensions, auth, storage and realtime
 * schemas. `sql` is connected as supabase_admin. The auth and storage tables are those of the local Auth and Storage
 * servers (@supabase/lite), because they are the ones that use them.
 */
export async function bootstrapDatabase(sql: Sql): Promise<void> {
  for (const text of databaseScripts()) await sql.unsafe(text).simple();
}

/** Changes whenever the bootstrap would make a different database. */
export function bootstrapHash(): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(FOLDER).sort()) hash.update(read(file));
  return hash.update(getAuthSchemaSql()).update(getStorageSchemaSql()).digest('hex');
}

/** Quotes a password for a statement that takes no parameters. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function databaseScripts(): string[] {
  return [
    read('20_database.sql'),
    getAuthSchemaSql(),
    read('40_auth_helpers.sql'),
    getStorageSchemaSql(),
    read('50_storage_rights.sql'),
    read('60_realtime.sql'),
  ];
}

function read(file: string): string {
  return readFileSync(join(FOLDER, file), 'utf8');
}
