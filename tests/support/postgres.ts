import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import { installPgtap, locatePostgres } from '../../dev/postgres/binaries.ts';
import { bootstrapDatabase, bootstrapRoles } from '../../dev/postgres/bootstrap.ts';
import {
  connect,
  DISPOSABLE_SETTINGS,
  initCluster,
  SUPERUSER,
  spawnPostgres,
  stopPostgres,
  untilAnswering,
} from '../../dev/postgres/cluster.ts';
import { openServiceRoles, PROJECT, pushMigrations } from '../../dev/postgres/migrations.ts';
import { tie } from './leash.ts';

/** The login roles of the throw-away cluster; all have the same password. */
export type LoginRole =
  | 'supabase_admin'
  | 'postgres'
  | 'authenticator'
  | 'supabase_auth_admin'
  | 'supabase_storage_admin'
  | 'wabase_functions'
  | 'wabase_worker';

/** One database of the throw-away cluster. */
export interface TestDatabase {
  name: string;
  /** Connection string, as postgres (the role of migrations, not a superuser) unless said otherwise. */
  url(role?: LoginRole): string;
  /** Opens a connection; the caller ends it. */
  connect(role?: LoginRole, max?: number): Sql;
  drop(): Promise<void>;
}

export interface TestPostgres {
  port: number;
  /**
   * Makes a database in a few milliseconds. `migrated` (default) has the migrations applied, `platform` has only what a
   * Supabase project has before its first migration, `empty` is plain PostgreSQL.
   */
  createDatabase(from?: 'migrated' | 'platform' | 'empty'): Promise<TestDatabase>;
  stop(): Promise<void>;
}

export interface TestPostgresOptions {
  /** Installs pgTAP into schema extensions of the templates. */
  pgtap?: boolean;
  /** The folder that holds supabase/migrations; this repository unless said otherwise. */
  project?: string;
  /** PostgreSQL settings on top of the disposable ones. */
  settings?: Record<string, string>;
}

const PASSWORD = 'throw-away';

/**
 * Starts a PostgreSQL 17 in a temporary folder on a free port, with Supabase's roles, and applies the migrations with
 * the CLI into a template database. About two seconds; stop() removes everything.
 */
export async function startTestPostgres(options: TestPostgresOptions = {}): Promise<TestPostgres> {
  if (options.pgtap) installPgtap(locatePostgres());
  const home = mkdtempSync(join(tmpdir(), 'wabase-pg-'));
  await chmod(home, 0o711); // root's PostgreSQL runs as another user, who must be able to enter
  const logFile = join(home, 'postgres.log');
  const dir = join(home, 'data');
  let child: ChildProcess | undefined;
  try {
    initCluster(dir, PASSWORD);
    const port = await freePort();
    child = spawnPostgres({ dir, port, logFile, settings: { ...DISPOSABLE_SETTINGS, ...options.settings } });
    tie(child);
    const cluster = createCluster(port, child, home, options.settings?.fsync === 'on');
    await untilAnswering(child, cluster.url('postgres', SUPERUSER));
    await cluster.makeTemplates(options);
    return cluster;
  } catch (error) {
    if (child !== undefined) await stopPostgres(child);
    const log = readLog(logFile);
    rmSync(home, { recursive: true, force: true });
    throw log === '' ? error : new Error(`${(error as Error).message}\n${log}`, { cause: error });
  }
}

function createCluster(port: number, child: ChildProcess, home: string, isDurable: boolean) {
  const url = (database: string, role: LoginRole) =>
    `postgresql://${role}:${PASSWORD}@127.0.0.1:${port}/${database}`;
  const admin = connect(url('postgres', SUPERUSER));
  // A database is cloned while nobody is connected to its template, so the clones queue up.
  let queue: Promise<unknown> = Promise.resolve();
  // Copying files is four times as fast as writing them to the log, unless each has to reach the disk.
  const strategy = isDurable ? 'wal_log' : 'file_copy';

  const create = (template: string, name: string) => {
    const made = queue.then(() =>
      admin.unsafe(`create database "${name}" template "${template}" owner postgres strategy ${strategy}`),
    );
    queue = made.catch(() => {});
    return made;
  };

  const makeTemplates = async ({ pgtap, project }: TestPostgresOptions) => {
    await bootstrapRoles(admin, {
      postgres: PASSWORD,
      authenticator: PASSWORD,
      auth_admin: PASSWORD,
      storage_admin: PASSWORD,
    });
    await create('template0', 'platform');
    const sql = connect(url('platform', SUPERUSER));
    await bootstrapDatabase(sql);
    if (pgtap) await sql.unsafe('create extension pgtap with schema extensions');
    await sql.end();
    await create('platform', 'migrated');
    await admin.unsafe('alter database migrated set search_path = "$user", public, extensions');
    await pushMigrations(url('migrated', 'postgres'), project ?? PROJECT);
    await openServiceRoles(admin, { wabase_functions: PASSWORD, wabase_worker: PASSWORD });
  };

  return {
    port,
    url,
    makeTemplates,
    async createDatabase(from: 'migrated' | 'platform' | 'empty' = 'migrated'): Promise<TestDatabase> {
      const name = `t_${randomBytes(6).toString('hex')}`;
      await create(from === 'empty' ? 'template0' : from, name);
      if (from !== 'empty') {
        // Settings of a database are not copied with it.
        await admin.unsafe(`alter database "${name}" set search_path = "$user", public, extensions`);
      }
      return {
        name,
        url: (role = 'postgres') => url(name, role),
        connect: (role = 'postgres', max = 1) => connect(url(name, role), max),
        drop: async () => {
          await admin.unsafe(`drop database if exists "${name}" with (force)`);
        },
      };
    },
    async stop() {
      await admin.end({ timeout: 1 });
      await stopPostgres(child);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Finds a port on which nothing listens. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === 'object' ? resolve(address.port) : reject(address),
      );
    });
  });
}

function readLog(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').slice(-5).join('\n');
  } catch {
    return '';
  }
}
