import { appendFileSync, mkdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { type Child, type ChildSpec, createChild } from './child.ts';
import { createDataDir, openDataDir, resetDataDir } from './data_dir.ts';
import { createCluster, databaseUrls, prepareDatabase, requireSameHistory } from './database.ts';
import { StackError } from './errors.ts';
import { writeJson } from './json_file.ts';
import { createLeash } from './leash.ts';
import { type DataPaths, DEFAULT_DATA_DIR, dataPaths, logFile } from './paths.ts';
import { endProcesses, findLeftovers } from './pids.ts';
import { assignPorts, requireFreePorts } from './ports.ts';
import { createSecrets, readSecrets } from './secrets.ts';
import { ensureServiceUser } from './service_user.ts';
import { functionSlugs, postgresService, services } from './services.ts';
import { describeStack, isSupervised, type Run, readRun, type StackStatus } from './status.ts';

export const DEFAULT_PORT_BASE = 54_321;
const LONGEST_LOG = 10 * 1024 * 1024;

export interface StackOptions {
  dataDir?: string;
  portBase?: number;
  /** Deletes the content of the data folder first. */
  reset?: boolean;
  /** Starts only these (PostgreSQL is always there); all unless said otherwise. */
  processes?: string[];
  /** Added to the environment of every process but PostgreSQL. */
  env?: Record<string, string>;
  /** Is told, line by line, what a person should know. */
  say?: (line: string) => void;
  /** Is told when a process that died is up and ready again. */
  revived?: (name: string, status: StackStatus) => void;
}

export interface Stack {
  status(): StackStatus;
  /** Stops everything, in order. */
  stop(): Promise<void>;
  /**
   * Sends a signal (SIGKILL) to a process by name; the supervisor starts it again if it ends by it. Resolves with its
   * pid, after SIGKILL when it is gone.
   */
  kill(name: string, signalName?: NodeJS.Signals): Promise<number>;
  /** Resolves when a process is up and ready, after a death or a restart. */
  untilReady(name: string): Promise<void>;
  /** Stops a process and starts it again; resolves when it is ready. */
  restart(name: string): Promise<void>;
}

/**
 * Starts a whole local Supabase project with the product on it and resolves when every part is ready.
 * Every failure is a StackError that says what to do; then nothing is left running.
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const dataDir = options.dataDir ?? DEFAULT_DATA_DIR;
  const portBase = options.portBase ?? DEFAULT_PORT_BASE;
  await clearTheWay(dataDir);
  if (options.reset) resetDataDir(dataDir);
  const { paths, marker } = openDataDir(dataDir);
  if (marker !== null) requireSameHistory(paths, marker);
  const ports = assignPorts(portBase, functionSlugs());
  await requireFreePorts(ports, options.say ?? (() => {}));

  if (marker === null) createDataDir(paths);
  mkdirSync(paths.logs, { recursive: true });
  const secrets = marker === null ? createSecrets(paths.secrets) : readSecrets(paths.secrets);
  const urls = databaseUrls(ports.postgres, secrets);
  const context = { paths, ports, secrets, urls, env: options.env ?? {} };
  const chosen = services(context).filter(({ name }) => options.processes?.includes(name) ?? true);

  const say = (line: string) => {
    appendFileSync(logFile(paths, 'stack'), `${new Date().toISOString()} ${line}\n`);
    options.say?.(line);
  };
  const supervisor = createSupervisor(paths, portBase, say, options.revived);
  try {
    if (marker === null) createCluster(paths, secrets);
    await supervisor.start([postgresService(context)]);
    await prepareDatabase(paths, marker, secrets, urls);
    await supervisor.start(chosen);
    if (chosen.some(({ name }) => name === 'data-api')) await ensureServiceUser({ ports, secrets, urls });
    supervisor.markReady();
    return supervisor;
  } catch (error) {
    await supervisor.stop();
    throw error;
  }
}

/** Ends what a killed supervisor left behind; refuses while another stack works on the data folder. */
async function clearTheWay(dataDir: string): Promise<void> {
  const paths = dataPaths(dataDir);
  const run = readRun(paths);
  if (run !== null && isSupervised(paths, run)) {
    throw new StackError(
      `The stack of ${paths.root} is already running (process ${run.supervisor}).`,
      'npm run -s status tells its addresses; npm stop ends it.',
    );
  }
  await endProcesses(
    findLeftovers(paths.root, run === null ? [] : [...Object.values(run.processes), ...run.helpers]),
  );
  rmSync(paths.stack, { force: true });
}

function createSupervisor(
  paths: DataPaths,
  portBase: number,
  say: (line: string) => void,
  revived: StackOptions['revived'],
) {
  const leash = createLeash(paths.root);
  const children: Child[] = [];
  const run: Run = {
    supervisor: process.pid,
    port_base: portBase,
    ready: false,
    processes: {},
    helpers: leash.pid === undefined ? [] : [leash.pid],
  };
  let stopped: Promise<void> | null = null;
  const save = () => writeJson(paths.stack, run);
  save();

  const events = {
    say,
    revived: (name: string) => revived?.(name, describeStack(paths.root, run)),
    started(name: string, pid: number) {
      leash.add(pid);
      run.processes[name] = pid;
      save();
    },
    ended(name: string, pid: number) {
      leash.remove(pid);
      if (run.processes[name] === pid) delete run.processes[name];
      if (stopped === null) save();
    },
  };

  const named = (name: string): Child => {
    const child = children.find((one) => one.name === name);
    if (child !== undefined) return child;
    throw new StackError(
      `There is no process ${name}; there are ${children.map((one) => one.name).join(', ')}.`,
    );
  };

  const stopAll = async () => {
    const [database, ...others] = children;
    await Promise.all(others.map((child) => child.stop()));
    await database?.stop();
    await leash.close();
    rmSync(paths.stack, { force: true });
  };

  return {
    async start(specs: ChildSpec[]) {
      const added = specs.map((spec) => {
        shorten(logFile(paths, spec.name));
        return createChild(spec, events);
      });
      children.push(...added);
      const results = await Promise.allSettled(added.map((child) => child.start()));
      for (const result of results) if (result.status === 'rejected') throw result.reason;
    },
    markReady() {
      run.ready = true;
      save();
    },
    status: () => describeStack(paths.root, run),
    stop() {
      stopped ??= stopAll();
      return stopped;
    },
    kill: (name: string, signalName: NodeJS.Signals = 'SIGKILL') => named(name).kill(signalName),
    untilReady: (name: string) => named(name).untilReady(),
    async restart(name: string) {
      const child = named(name);
      await child.stop();
      await child.start();
    },
  };
}

/** A log starts anew when it has grown long. */
function shorten(file: string): void {
  try {
    if (statSync(file).size > LONGEST_LOG) truncateSync(file);
  } catch {
    // There is none yet.
  }
}
