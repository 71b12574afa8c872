/**
 * `npm run db:build` writes the baseline migration from `sql/`;
 * `npm run db:build -- --check` only says whether the committed one is current.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { BASELINE, composeBaseline, ManifestError, staleBaseline } from './baseline.ts';

const { values } = parseArgs({
  options: { check: { type: 'boolean' }, root: { type: 'string' }, help: { type: 'boolean' } },
});
const root = values.root ?? join(import.meta.dirname, '../..');

function main(): number {
  if (values.help) {
    console.log(
      'npm run db:build [-- --check]\n\nWrites (or, with --check, compares) the migration built from sql/.',
    );
    return 0;
  }
  if (values.check) {
    const problem = staleBaseline(root);
    console.log(problem ?? `${BASELINE} is current`);
    return problem === null ? 0 : 1;
  }
  const text = composeBaseline(root);
  mkdirSync(dirname(join(root, BASELINE)), { recursive: true });
  writeFileSync(join(root, BASELINE), text);
  console.log(`wrote ${BASELINE}: ${text.split('\n').length} lines`);
  return 0;
}

try {
  process.exitCode = main();
} catch (error) {
  if (!(error instanceof ManifestError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
