import { parseArgs } from 'node:util';

export const HELP = `npm run audit:isolation [-- options]

Fills a throw-away database with random tenants and asks for their rows, through supabase-js and the Data API, as
random people of every role. What each of them may see and write is worked out from dev/audit/rules.ts, not from the
policies. A row too many, a row too few or a foreign row that changed is a failure.

  --queries N   requests to send (10000)
  --seed S      the run to make; the same seed makes the same requests (a new one each time)
  --only N      only request N of that seed
  --plant       first loosens one policy, or the guard of the functions, and ends well only if that is found
  --plant=NAME  loosens this policy
  --json        one JSON object on stdout in place of words
  --help

Progress goes to stderr. The exit code is 0 if nothing is wrong, 1 if something is, 2 for a command that is not understood.`;

export interface Options {
  help: boolean;
  json: boolean;
  queries: number;
  seed: number;
  only?: number;
  plant: boolean | string;
}

/** Reads the command line; throws a TypeError with a readable message for what it does not understand. */
export function readOptions(args: string[]): Options {
  const named = args.find((arg) => arg.startsWith('--plant='))?.slice('--plant='.length);
  const { values } = parseArgs({
    args: args.filter((arg) => !arg.startsWith('--plant=')),
    options: {
      help: { type: 'boolean', short: 'h' },
      json: { type: 'boolean' },
      plant: { type: 'boolean' },
      queries: { type: 'string', default: '10000' },
      seed: { type: 'string' },
      only: { type: 'string' },
    },
  });
  return {
    help: values.help ?? false,
    json: values.json ?? false,
    queries: whole('--queries', values.queries, 1),
    seed: values.seed === undefined ? Date.now() % 1_000_000 : whole('--seed', values.seed, 0),
    only: values.only === undefined ? undefined : whole('--only', values.only, 0),
    plant: named ?? values.plant ?? false,
  };
}

function whole(name: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least)
    throw new TypeError(`${name} takes a whole number from ${least}.`);
  return value;
}
