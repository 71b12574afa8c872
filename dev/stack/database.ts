import { bootstrapDatabase, bootstrapHash, bootstrapRoles } from '../postgres/bootstrap.ts';
import { connect, initCluster } from '../postgres/cluster.ts';
import { migrationFiles, openServiceRoles, pushMigrations } from '../postgres/migrations.ts';
import { type Marker, writeMarker } from './data_dir.ts';
import { StackError } from './errors.ts';
import type { DataPaths } from './paths.ts';
import type { Secrets } from './secrets.ts';

/** Connection strings of the login roles, to the one database of the stack. */
export type DatabaseUrls = Record<
  | 'supabase_admin'
  | 'postgres'
  | 'authenticator'
  | 'supabase_auth_admin'
  | 'supabase_storage_admin'
  | 'wabase_functions'
  | 'wabase_worker',
  string
>;

/** The connection strings for a port and a data folder's secrets. */
export function databaseUrls(port: number, { passwords }: Secrets): DatabaseUrls {
  const url = (role: string, password: string) =>
    `postgresql://${role}:${password}@127.0.0.1:${port}/postgres`;
  return {
    supabase_admin: url('supabase_admin', passwords.supabase_admin),
    postgres: url('postgres', passwords.postgres),
    authenticator: url('authenticator', passwords.authenticator),
    supabase_auth_admin: url('supabase_auth_admin', passwords.auth_admin),
    supabase_storage_admin: url('supabase_storage_admin', passwords.storage_admin),
    wabase_functions: url('wabase_functions', passwords.wabase_functions),
    wabase_worker: url('wabase_worker', passwords.wabase_worker),
  };
}

/** Refuses a data folder whose database was made by other SQL than the project has now; new migrations are welcome. */
export function requireSameHistory(paths: DataPaths, marker: Marker): void {
  const files = migrationFiles();
  const changed = Object.entries(marker.migrations).find(([file, hash]) => files[file] !== hash);
  if (changed === undefined && marker.bootstrap === bootstrapHash()) return;
  const what = changed === undefined ? 'the roles and schemas of the platform' : changed[0];
  throw new StackError(
    `The database in ${paths.root} is older than the project: ${what} changed since it was made.`,
    'Start again with --reset to make a new one.',
  );
}

/** Creates the empty cluster of a new data folder. */
export function createCluster(paths: DataPaths, secrets: Secrets): void {
  initCluster(paths.postgres, secrets.passwords.supabase_admin);
}

/**
 * Brings the database of a running cluster up to date: what a Supabase project has (once), then the migrations that
 * are new, then logins for the roles of the edge functions and the worker.
 */
export async function prepareDatabase(
  paths: DataPaths,
  marker: Marker | null,
  secrets: Secrets,
  urls: DatabaseUrls,
): Promise<void> {
  const files = migrationFiles();
  const isNew = marker === null;
  if (!isNew && Object.keys(files).every((file) => file in marker.migrations)) return;
  const sql = connect(urls.supabase_admin);
  try {
    if (isNew) {
      await bootstrapRoles(sql, secrets.passwords);
      await bootstrapDatabase(sql);
    }
    await pushMigrations(urls.postgres);
    await openServiceRoles(sql, {
      wabase_functions: secrets.passwords.wabase_functions,
      wabase_worker: secrets.passwords.wabase_worker,
    });
  } finally {
    await sql.end({ timeout: 2 });
  }
  writeMarker(paths, { state: 'ready', bootstrap: bootstrapHash(), migrations: files });
}
