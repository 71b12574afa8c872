import { rmSync } from 'node:fs';
import { HELP, parseDataDir } from './options.ts';
import { dataPaths } from './paths.ts';
import { endProcesses, findLeftovers, signal, untilGone } from './pids.ts';
import { isSupervised, readRun } from './status.ts';

const PATIENCE_MS = 30_000;

/** `npm stop`: ends the stack of a data folder, and whatever an earlier one left. Resolves with the exit code. */
export async function stop(args: string[]): Promise<number> {
  const { dataDir, help } = parseDataDir(args);
  if (help) {
    console.log(HELP);
    return 0;
  }
  const paths = dataPaths(dataDir);
  const run = readRun(paths);
  const supervised = run !== null && isSupervised(paths, run);
  if (run !== null && supervised) {
    signal(run.supervisor, 'SIGTERM');
    if (!(await untilGone([run.supervisor], PATIENCE_MS))) signal(run.supervisor, 'SIGKILL');
  }
  const leftovers = findLeftovers(
    paths.root,
    run === null ? [] : [...Object.values(run.processes), ...run.helpers],
  );
  await endProcesses(leftovers);
  rmSync(paths.stack, { force: true });
  console.log(supervised || leftovers.length > 0 ? 'Stopped.' : `No stack was running on ${paths.root}.`);
  return 0;
}
