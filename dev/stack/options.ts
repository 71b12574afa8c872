import { parseArgs } from 'node:util';
import { StackError } from './errors.ts';
import { DEFAULT_DATA_DIR } from './paths.ts';
import { DEFAULT_PORT_BASE } from './stack.ts';

export const HELP = `Usage: npm start [-- options]

Starts a local Supabase project with Wabase on it: PostgreSQL, Data API, Auth, Realtime, edge functions, the worker
and the WhatsApp simulator. Then it runs the demo campaign and keeps serving until Ctrl-C.

  --detach         return when everything is ready and the demo has finished
  --no-demo        do not run the demo campaign
  --reset          delete the data folder's content first
  --data-dir DIR   keep the data there (default: .wabase in the project)
  --port-base N    first of the ports (default: ${DEFAULT_PORT_BASE}); two stacks need 40 ports between them
  --help           this text

npm stop             ends a detached stack      [-- --data-dir DIR]
npm run -s status    prints it as JSON          [-- --data-dir DIR]`;

export interface StartOptions {
  dataDir: string;
  portBase: number;
  detach: boolean;
  demo: boolean;
  reset: boolean;
  help: boolean;
}

/** Reads the options of `npm start`. Throws a StackError that names a wrong one. */
export function parseStart(args: string[]): StartOptions {
  const values = parse(args, {
    detach: { type: 'boolean' },
    'no-demo': { type: 'boolean' },
    reset: { type: 'boolean' },
    'data-dir': { type: 'string' },
    'port-base': { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  });
  return {
    dataDir: text(values['data-dir']) ?? DEFAULT_DATA_DIR,
    portBase: portBase(text(values['port-base'])),
    detach: values.detach === true,
    demo: values['no-demo'] !== true,
    reset: values.reset === true,
    help: values.help === true,
  };
}

/** Reads the options of `npm stop` and `npm run status`. */
export function parseDataDir(args: string[]): { dataDir: string; help: boolean } {
  const values = parse(args, { 'data-dir': { type: 'string' }, help: { type: 'boolean', short: 'h' } });
  return { dataDir: text(values['data-dir']) ?? DEFAULT_DATA_DIR, help: values.help === true };
}

type Flags = Record<string, { type: 'boolean' | 'string'; short?: string }>;

function parse(args: string[], options: Flags): Record<string, unknown> {
  try {
    return parseArgs({ args, options, strict: true }).values;
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error);
    throw new StackError(`${message}.`, 'npm start -- --help lists the options.');
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function portBase(value: string | undefined): number {
  if (value === undefined) return DEFAULT_PORT_BASE;
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1024 && number <= 65_400) return number;
  throw new StackError(`--port-base must be a number from 1024 to 65400, not "${value}".`);
}
