import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../stack/paths.ts';

/** The console's sources. */
export const CONSOLE = join(PROJECT, 'clients/console');
/** Its last whole build: what the gateway serves. */
export const SITE = join(CONSOLE, '.built');
/** Holds the hash of the sources that the build was made of. */
export const STAMP = '.sources';

/** What the pages are made of: a change in any of it makes the build stale. */
const SOURCES = ['clients/console/**', 'clients/sdk/src/**', 'package-lock.json'];
const MADE = /^clients\/console\/(\.built|\.next|out|next-env\.d\.ts)/;

/** A hash over names and contents of everything that the console is built from. */
export function hashSources(): string {
  const hash = createHash('sha256');
  const files = globSync(SOURCES, { cwd: PROJECT })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !MADE.test(path) && statSync(join(PROJECT, path)).isFile())
    .sort();
  for (const path of files) hash.update(`${path}\0`).update(readFileSync(join(PROJECT, path)));
  return hash.digest('hex');
}

/** Whether there is no build of the sources as they are now. */
export function isStale(): boolean {
  const stamp = join(SITE, STAMP);
  return !existsSync(stamp) || readFileSync(stamp, 'utf8') !== hashSources();
}
