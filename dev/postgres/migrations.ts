import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import { StackError } from '../stack/errors.ts';
import { literal } from './bootstrap.ts';

/** The root of the repository: the folder that holds supabase/. */
export const PROJECT = join(import.meta.dirname, '../..');

/**
 * Applies supabase/migrations with the real CLI, as role postgres, as one would to a hosted project.
 * @param url connection string of role postgres
 */
export async function pushMigrations(url: string, project = PROJECT): Promise<void> {
  const remote = new URL(url);
  remote.searchParams.set('sslmode', 'disable'); // else the CLI tries TLS first and warns
  const cli = join(PROJECT, 'node_modules/supabase/dist/supabase.js');
  const args = [cli, 'db', 'push', `--remote=${remote.href}`, '--yes'];
  const env = { ...process.env, DO_NOT_TRACK: '1', SUPABASE_TELEMETRY_DISABLED: '1', NO_COLOR: '1' };
  const result = await new Promise<{ error: Error | null; output: string }>((resolve) => {
    execFile(process.execPath, args, { cwd: project, env, timeout: 180_000 }, (error, stdout, stderr) => {
      resolve({ error, output: `${stderr}${stdout}` });
    });
  });
  if (result.error !== null) {
    const said = result.output.replaceAll(remote.password, '***').trim();
    const diverged = /migration versions not found|repair|history/i.test(said);
    throw new StackError(
      `The migrations could not be applied:\n${said || result.error.message}`,
      diverged
        ? 'The database was made by other migrations; start again with --reset to make a new one.'
        : '',
    );
  }
}

/** Every migration file with the hash of its text, in order. */
export function migrationFiles(project = PROJECT): Record<string, string> {
  const folder = join(project, 'supabase/migrations');
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.sql')) : [];
  return Object.fromEntries(
    files.sort().map((file) => [
      file,
      createHash('sha256')
        .update(readFileSync(join(folder, file)))
        .digest('hex'),
    ]),
  );
}

/**
 * Gives the roles of the edge functions and the worker, which migrations make without login, a password.
 * On a hosted project the operator does the same once.
 */
export async function openServiceRoles(sql: Sql, passwords: Record<string, string>): Promise<void> {
  for (const [role, password] of Object.entries(passwords)) {
    const [found] = await sql`select 1 from pg_catalog.pg_roles where rolname = ${role}`;
    if (found === undefined) continue;
    await sql.unsafe(`alter role "${role}" login password ${literal(password)}`);
  }
}
