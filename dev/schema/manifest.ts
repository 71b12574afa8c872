import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The list of declared SQL files, in apply order, and everything that is wrong with it. */
export interface Manifest {
  /** Paths relative to `sql/`, in the order in which they are applied. */
  files: string[];
  /** Sentences that each name a file; empty when the manifest is sound. */
  problems: string[];
}

/**
 * Reads `sql/manifest.txt`: one path a line relative to `sql/`, `#` starts a comment.
 * Every `.sql` file below `sql/`, apart from `sql/tests`, must be listed exactly once.
 */
export function readManifest(sqlDir: string): Manifest {
  const path = join(sqlDir, 'manifest.txt');
  if (!existsSync(path)) return { files: [], problems: [`${path} is missing`] };
  const files: string[] = [];
  const problems: string[] = [];
  const present = new Set(listSqlFiles(sqlDir));
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const entry = line.replace(/#.*$/, '').trim();
    if (entry === '') continue;
    if (files.includes(entry)) problems.push(`sql/manifest.txt lists ${entry} twice`);
    else if (!present.has(entry)) problems.push(`sql/manifest.txt lists ${entry}, which does not exist`);
    else files.push(entry);
  }
  for (const file of present) {
    if (!files.includes(file)) problems.push(`sql/${file} is not listed in sql/manifest.txt`);
  }
  return { files, problems };
}

/** All `.sql` files below `sql/` that declare the database (not its tests), relative and sorted. */
export function listSqlFiles(sqlDir: string): string[] {
  return readdirSync(sqlDir, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.sql') && !path.startsWith('tests/'))
    .sort();
}
