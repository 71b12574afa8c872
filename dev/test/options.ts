import { parseArgs } from 'node:util';

export const HELP = `npm test [-- <path filter…>]

Runs every test: pgTAP files below sql/tests and vitest files below tests, against a PostgreSQL that is started for the
run and removed after it. With filters, only the files whose path contains one of them.

  npm test -- sql/tests/tenancy        one folder of pgTAP files
  npm test -- tests/functions send     everything with "tests/functions" or "send" in its path
  npm test -- tests/browser            the console in a real browser; pictures land in .test-artefacts

The last line is "N passed, N failed" (", N skipped" if there are any); the exit code is 0 if nothing failed.`;

export interface Options {
  help: boolean;
  filters: string[];
}

/** Reads the command line; throws a TypeError with a readable message for an unknown option. */
export function readOptions(args: string[]): Options {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { help: { type: 'boolean', short: 'h' } },
  });
  return { help: values.help ?? false, filters: positionals.map((path) => path.replace(/^\.\//, '')) };
}
