import { parseArgs } from 'node:util';

export const HELP = `npm run replay -- --id ID [--id ID …] | --from TIME [--to TIME] [--state STATE]

Has webhook bodies applied again by the worker. Harmless to run twice: messages are stored once, statuses only rise, and
an older change undoes nothing.

  --id ID        this raw event; may be given several times
  --from TIME    those received from this time on, e.g. 2026-11-20T08:00Z
  --to TIME      and before this one (now)
  --state STATE  incomplete (default): failed, dead, or with items that could not be applied;
                 or received, processed, failed, dead, all
  --dry-run      only count
  --help

The database is DATABASE_URL, as its owner. How many were found is printed as one JSON object. The exit code is 0, or 2 for a command
that is not understood.`;

export const STATES = ['incomplete', 'received', 'processed', 'failed', 'dead', 'all'] as const;

export interface Options {
  help: boolean;
  ids: string[];
  from: Date | null;
  to: Date | null;
  state: (typeof STATES)[number];
  dryRun: boolean;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads the command line; throws a TypeError with a readable message for what it does not understand. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      id: { type: 'string', multiple: true },
      from: { type: 'string' },
      to: { type: 'string' },
      state: { type: 'string', default: 'incomplete' },
      'dry-run': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const ids = values.id ?? [];
  const bad = ids.find((id) => !UUID.test(id));
  if (bad !== undefined) throw new TypeError(`--id takes the id of a raw event, not "${bad}".`);
  const state = STATES.find((known) => known === values.state);
  if (state === undefined) throw new TypeError(`--state is one of ${STATES.join(', ')}.`);
  const options: Options = {
    help: values.help ?? false,
    ids,
    from: time('--from', values.from),
    to: time('--to', values.to),
    state,
    dryRun: values['dry-run'] ?? false,
  };
  if (!options.help && ids.length === 0 && options.from === null)
    throw new TypeError('Say which webhooks: --id, or --from and perhaps --to and --state.');
  return options;
}

function time(name: string, text: string | undefined): Date | null {
  if (text === undefined) return null;
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new TypeError(`${name} takes a time, e.g. 2026-11-20T08:00Z.`);
  return date;
}
