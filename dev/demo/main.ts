import { parseArgs } from 'node:util';
import { explain, StackError } from '../stack/errors.ts';
import { DEFAULT_DATA_DIR, dataPaths } from '../stack/paths.ts';
import { describeStack, isSupervised, readRun, type StackStatus } from '../stack/status.ts';
import { runDemo } from './run.ts';

/** Phones of one brand that the demo may use. */
const MOST_CONTACTS = 200_000;

const HELP = `Usage: npm run demo [-- options]

Runs a campaign in the demo's first brand on the running stack, shows its progress and compares the outcome with what the
WhatsApp simulator did. Ends with an error when they differ.

  --contacts N     size of the audience (default: 1000)
  --data-dir DIR   data folder of the stack (default: .wabase in the project)
  --help           this text`;

async function main(): Promise<number> {
  const options = parse();
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const { agrees } = await runDemo(readStack(options.dataDir), { contacts: options.contacts });
  return agrees ? 0 : 1;
}

function parse(): { contacts: number; dataDir: string; help: boolean } {
  const hint = 'npm run demo -- --help lists the options.';
  let values: { contacts?: string; 'data-dir'?: string; help?: boolean };
  try {
    ({ values } = parseArgs({
      options: {
        contacts: { type: 'string' },
        'data-dir': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }));
  } catch (error) {
    throw new StackError(explain(error), hint);
  }
  const contacts = Number(values.contacts ?? 1_000);
  if (!Number.isInteger(contacts) || contacts < 1 || contacts > MOST_CONTACTS) {
    throw new StackError(`--contacts must be a number from 1 to ${MOST_CONTACTS}.`, hint);
  }
  return { contacts, dataDir: values['data-dir'] ?? DEFAULT_DATA_DIR, help: values.help === true };
}

function readStack(dataDir: string): StackStatus {
  const paths = dataPaths(dataDir);
  const run = readRun(paths);
  if (run === null || !isSupervised(paths, run)) {
    throw new StackError(`No stack is running on ${paths.root}.`, 'npm start starts one.');
  }
  return describeStack(dataDir, run);
}

try {
  process.exit(await main());
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}
