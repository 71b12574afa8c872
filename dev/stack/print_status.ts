import { StackError } from './errors.ts';
import { HELP, parseDataDir } from './options.ts';
import { dataPaths } from './paths.ts';
import { describeStack, isSupervised, readRun } from './status.ts';

/** `npm run -s status`: prints one JSON object when the stack is up, else says so on stderr. */
export async function printStatus(args: string[]): Promise<number> {
  const { dataDir, help } = parseDataDir(args);
  if (help) {
    console.log(HELP);
    return 0;
  }
  const paths = dataPaths(dataDir);
  const run = readRun(paths);
  if (run === null || !isSupervised(paths, run)) {
    throw new StackError(`No stack is running on ${paths.root}.`, 'npm start starts one.');
  }
  if (!run.ready)
    throw new StackError(`The stack of ${paths.root} is starting.`, 'Ask again in a few seconds.');
  console.log(JSON.stringify(describeStack(dataDir, run), null, 2));
  return 0;
}
