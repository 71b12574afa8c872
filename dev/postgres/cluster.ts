import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres, { type Sql } from 'postgres';
import { StackError } from '../stack/errors.ts';
import { locatePostgres } from './binaries.ts';
import { commandAs, makeOwnedDir, postgresUser, withAccess } from './system_user.ts';

/** The owner of the cluster, the only superuser: Supabase's name for it. */
export const SUPERUSER = 'supabase_admin';

/** Settings for a machine that also runs everything else: durable, but with room for bulk loads. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '4GB',
  wal_compression: 'on',
  checkpoint_completion_target: '0.9',
  random_page_cost: '1.1',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] %q%u@%d ',
  log_min_duration_statement: '2000',
  log_checkpoints: 'off',
  jit: 'off',
};

/** Settings for throw-away clusters of tests, where a crash loses nothing of worth. */
export const DISPOSABLE_SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_compression: 'off',
  // Several files of tests share a cluster, some with fifty callers.
  max_connections: '500',
  shared_buffers: '128MB',
};

export interface ClusterOptions {
  /** PGDATA. */
  dir: string;
  port: number;
  logFile: string;
  settings?: Record<string, string>;
}

/**
 * Creates an empty cluster. The folder must not exist or be empty; when something fails it is removed again.
 * Collation is the builtin C.UTF-8, so that the same text sorts the same on every machine, whatever locales it has.
 */
export function initCluster(dir: string, superuserPassword: string): void {
  const binaries = locatePostgres();
  makeOwnedDir(postgresUser(), dir);
  const user = withAccess(postgresUser(), [binaries.initdb, dir]);
  const passwordFile = `${dir}.pw`;
  writeFileSync(passwordFile, `${superuserPassword}\n`, { mode: 0o600 });
  if (user.ids !== null) chownSync(passwordFile, user.ids.uid, user.ids.gid);
  const { file, args, options } = commandAs(user, binaries.initdb, [
    `--pgdata=${dir}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-sync',
    '--no-instructions',
  ]);
  const result = spawnSync(file, args, { ...options, cwd: '/', encoding: 'utf8', env: environment() });
  rmSync(passwordFile, { force: true });
  if (result.status !== 0) {
    rmSync(dir, { recursive: true, force: true });
    const reason = (result.stderr || result.stdout || String(result.error ?? '')).trim().split('\n').at(-1);
    throw new StackError(`PostgreSQL could not create its data folder ${dir}: ${reason}`);
  }
}

/** Starts the server of a cluster as a child of this process, in a session of its own; its output goes to the log. */
export function spawnPostgres(options: ClusterOptions): ChildProcess {
  const binaries = locatePostgres();
  const user = withAccess(postgresUser(), [binaries.postgres, join(options.dir, 'PG_VERSION')]);
  const settings = Object.entries({ ...SETTINGS, ...options.settings, port: String(options.port) });
  const command = commandAs(user, binaries.postgres, [
    '-D',
    options.dir,
    ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
  const log = openSync(options.logFile, 'a');
  try {
    return spawn(command.file, command.args, {
      ...command.options,
      cwd: '/',
      env: environment(),
      detached: true,
      stdio: ['ignore', log, log],
    });
  } finally {
    closeSync(log);
  }
}

/** Opens connections to a database of the cluster. Notices are dropped: they are for people at a prompt. */
export function connect(url: string, max = 1): Sql {
  return postgres(url, { max, onnotice: () => {}, prepare: false, connect_timeout: 10 });
}

/** Resolves as soon as the server answers a query; rejects when the child ends first or the time is over. */
export async function untilAnswering(child: ChildProcess, url: string, timeoutMs = 60_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new StackError('PostgreSQL ended while starting.');
    const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} });
    try {
      await sql`select 1`;
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    } finally {
      await sql.end({ timeout: 1 }).catch(() => {});
    }
  }
  throw new StackError(`PostgreSQL did not answer within ${timeoutMs / 1000} seconds.`);
}

/** Stops the server: fast shutdown (connections are cut, data is safe), and the hard way after ten seconds. */
export async function stopPostgres(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGINT');
  const hard = setTimeout(() => child.kill('SIGQUIT'), 10_000);
  await ended;
  clearTimeout(hard);
}

/** The server sees none of our environment but what a program needs to run. */
function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', LC_MESSAGES: 'C' };
}
