import { randomBytes } from 'node:crypto';
import postgres, { type Sql } from 'postgres';
import { startTestPostgres } from '../support/postgres.ts';
import { fillDataset } from './dataset/fill.ts';

/** What a database holds at first; see tests/support/postgres.ts. `seeded` is migrated plus the data set. */
export type From = 'seeded' | 'migrated' | 'platform' | 'empty';

/** A database for one test file. */
export interface TestDatabase {
  name: string;
  /** Connection string for a login role; `supabase_admin` is the superuser, `postgres` runs migrations. */
  url(role?: string): string;
  /** One connection as superuser. */
  sql: Sql;
  close(): Promise<void>;
}

/** Where `npm test` says that its cluster runs: a superuser's connection string. */
export const CLUSTER_VARIABLE = 'WABASE_TEST_CLUSTER';

const TEMPLATES: Record<Exclude<From, 'seeded'>, string> = {
  migrated: 'migrated',
  platform: 'platform',
  empty: 'template0',
};

/** Makes a database in the cluster of `npm test`; a test file run on its own starts a cluster for itself. */
export async function openDatabase(from: From): Promise<TestDatabase> {
  const shared = process.env[CLUSTER_VARIABLE];
  if (shared !== undefined) return createDatabase(new URL(shared), from, async () => {});
  const cluster = await startTestPostgres({ pgtap: true });
  const control = await cluster.createDatabase('empty');
  return createDatabase(new URL(control.url('supabase_admin')), from, () => cluster.stop());
}

async function createDatabase(cluster: URL, from: From, stop: () => Promise<void>): Promise<TestDatabase> {
  const admin = postgres(cluster.href, { max: 1, onnotice: () => {} });
  const name = `t_${from}_${randomBytes(6).toString('hex')}`;
  const url = (role = 'postgres', database = name) => {
    const target = new URL(cluster);
    target.username = role;
    target.pathname = `/${database}`;
    return target.href;
  };
  if (from === 'seeded') await makeSeededTemplate(admin, (database) => url('supabase_admin', database));
  await clone(admin, from === 'seeded' ? 'seeded' : TEMPLATES[from], name);
  const sql = postgres(url('supabase_admin'), { max: 1, onnotice: () => {} });
  return {
    name,
    url,
    sql,
    async close() {
      await sql.end({ timeout: 5 });
      await admin.unsafe(`drop database "${name}" with (force)`);
      await admin.end({ timeout: 5 });
      await stop();
    },
  };
}

/** Fills a copy of the migrated database once a cluster; test files that come at the same time wait for the first. */
async function makeSeededTemplate(admin: Sql, url: (database: string) => string): Promise<void> {
  await admin`select pg_advisory_lock(hashtext('seeded'))`;
  try {
    const [found] = await admin`select 1 from pg_database where datname = 'seeded'`;
    if (found !== undefined) return;
    await admin.unsafe('drop database if exists seeding');
    await clone(admin, 'migrated', 'seeding');
    const sql = postgres(url('seeding'), { max: 1, onnotice: () => {} });
    try {
      await fillDataset(sql);
    } finally {
      await sql.end({ timeout: 5 });
    }
    await admin.unsafe('alter database seeding rename to seeded');
  } finally {
    await admin`select pg_advisory_unlock(hashtext('seeded'))`;
  }
}

/** Settings of a database are not copied with it, so the search_path of a Supabase project is set again. */
async function clone(admin: Sql, template: string, name: string): Promise<void> {
  await admin.unsafe(`create database "${name}" template "${template}" owner postgres strategy file_copy`);
  if (template !== 'template0') {
    await admin.unsafe(`alter database "${name}" set search_path = "$user", public, extensions`);
  }
}
