import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const TESTS = 'sql/tests';
const HELPERS = `${TESTS}/helpers/`;

/** The pgTAP files of the project, relative to it and sorted; with filters only paths that contain one of them. */
export function listPgtapFiles(root: string, filters: string[]): string[] {
  const all = listSql(root).filter((path) => !path.startsWith(HELPERS));
  return filters.length === 0 ? all : all.filter((path) => filters.some((filter) => path.includes(filter)));
}

/** The files that define schema `tests`, loaded once before any test, in name order. */
export function listPgtapHelpers(root: string): string[] {
  return listSql(root).filter((path) => path.startsWith(HELPERS));
}

function listSql(root: string): string[] {
  const dir = join(root, TESTS);
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.sql'))
    .map((path) => `${TESTS}/${path.replaceAll('\\', '/')}`)
    .sort();
}
