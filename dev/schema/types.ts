/**
 * `npm run types` writes the TypeScript types of the database; `-- --check` only says whether they are current;
 * `-- --url <connection string>` reads that database instead of one started for the purpose.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { startTestPostgres } from '../../tests/support/postgres.ts';
import { generateTypes, staleTypes, TYPES } from './generate-types.ts';

const root = join(import.meta.dirname, '../..');

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { check: { type: 'boolean' }, url: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    console.log('npm run types [-- --check] [--url <connection string>]');
    return 0;
  }
  if (values.url !== undefined) return run(values.url, values.check ?? false);
  const cluster = await startTestPostgres();
  try {
    const database = await cluster.createDatabase();
    return await run(database.url(), values.check ?? false);
  } finally {
    await cluster.stop();
  }
}

async function run(url: string, check: boolean): Promise<number> {
  if (check) {
    const problem = await staleTypes(root, url);
    console.log(problem ?? `${TYPES} is current`);
    return problem === null ? 0 : 1;
  }
  const text = await generateTypes(root, url);
  mkdirSync(dirname(join(root, TYPES)), { recursive: true });
  writeFileSync(join(root, TYPES), text);
  console.log(`wrote ${TYPES}: ${text.split('\n').length} lines`);
  return 0;
}

process.exitCode = await main();
