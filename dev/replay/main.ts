/** `npm run replay`: see `--help`. */
import postgres from 'postgres';
import { HELP, type Options, readOptions } from './options.ts';
import { replay } from './replay.ts';

async function main(): Promise<number> {
  let options: Options;
  try {
    options = readOptions(process.argv.slice(2));
    if (!options.help && !process.env.DATABASE_URL)
      throw new TypeError('DATABASE_URL says where the database is; it is not set.');
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${HELP}`);
    return 2;
  }
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const sql = postgres(process.env.DATABASE_URL ?? '', { max: 1, onnotice: () => {} });
  try {
    console.log(JSON.stringify(await replay(sql, options)));
    return 0;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

process.exitCode = await main();
