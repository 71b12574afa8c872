import type { ChildProcess } from 'node:child_process';
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { StackError } from './errors.ts';
import { isAlive, signal } from './pids.ts';

/** How to run one process of the stack. */
export interface ChildSpec {
  name: string;
  logFile: string;
  spawn(): ChildProcess;
  /** Resolves when the process does its work; rejects when it cannot. */
  ready(child: ChildProcess): Promise<void>;
  /** The polite way to ask this program to end; SIGTERM unless said otherwise. */
  stopSignal?: NodeJS.Signals;
}

export interface ChildEvents {
  /** A process has started. */
  started(name: string, pid: number): void;
  /** A process has ended, for whatever reason. */
  ended(name: string, pid: number): void;
  /** Something that the person at the keyboard should read. */
  say(line: string): void;
  /** The process died and is up and ready again. */
  revived(name: string): void;
}

export interface Child {
  name: string;
  pid(): number | null;
  /** Starts the process and waits until it is ready. Throws, with the reason from its log, when it is not. */
  start(): Promise<void>;
  /** Ends the process and waits for it. It is not started again. */
  stop(): Promise<void>;
  /** Sends a signal; resolves with the pid, after SIGKILL when the process is gone and its restart is under way. */
  kill(signalName: NodeJS.Signals): Promise<number>;
  /** Resolves when the process is up and ready, after a restart that is under way. */
  untilReady(): Promise<void>;
}

const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;
const LONGEST_PAUSE_MS = 10_000;
/** A process that has lived this long has earned a quick restart. */
const STABLE_MS = 30_000;
/** After so many quick deaths the person is told that it does not stay up. */
const QUICK_DEATHS = 5;

/** Keeps one process alive: a process that dies is started again, with a growing pause between attempts. */
export function createChild(spec: ChildSpec, events: ChildEvents): Child {
  let running: ChildProcess | null = null;
  let readiness: Promise<void> = Promise.resolve();
  let stopping = false;
  let quickDeaths = 0;

  const launch = async () => {
    const child = spec.spawn();
    let failure: Error | null = null;
    child.once('error', (error) => {
      failure = error;
    });
    const { pid } = child;
    if (pid === undefined) {
      await delay(10);
      throw new StackError(
        `${spec.name} could not be started: ${(failure as Error | null)?.message ?? 'no process'}`,
      );
    }
    running = child;
    events.started(spec.name, pid);
    const since = Date.now();
    let isReady = false;
    child.once('exit', (code, by) => {
      running = null;
      events.ended(spec.name, pid);
      if (isReady && !stopping) revive(since, by ?? `code ${code}`);
    });
    await withTimeout(spec.ready(child), child, spec);
    isReady = true;
    if (!running && !stopping) revive(since, 'at once');
  };

  const revive = (since: number, how: string) => {
    quickDeaths = Date.now() - since > STABLE_MS ? 1 : quickDeaths + 1;
    const pause = quickDeaths === 1 ? 0 : Math.min(200 * 2 ** (quickDeaths - 2), LONGEST_PAUSE_MS);
    events.say(
      quickDeaths === QUICK_DEATHS
        ? `${spec.name} does not stay up: ${reasonFrom(spec.logFile)} (log: ${spec.logFile}). It is tried again every ${LONGEST_PAUSE_MS / 1000} s.`
        : `${spec.name} ended (${how}) and is started again. Its log: ${spec.logFile}`,
    );
    readiness = delay(pause).then(async () => {
      if (stopping) return;
      try {
        await launch();
        events.say(`${spec.name} is up again.`);
        events.revived(spec.name);
      } catch {
        if (stopping) return;
        revive(Date.now(), 'while starting');
        await readiness; // the next attempt's
      }
    });
  };

  return {
    name: spec.name,
    pid: () => running?.pid ?? null,
    start() {
      stopping = false;
      readiness = launch();
      return readiness;
    },
    async stop() {
      stopping = true;
      const child = running;
      if (child?.pid === undefined) return;
      const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      signal(child.pid, spec.stopSignal ?? 'SIGTERM');
      const patience = setTimeout(
        () => child.pid !== undefined && signal(child.pid, 'SIGKILL'),
        STOP_TIMEOUT_MS,
      );
      if (isAlive(child.pid)) await gone;
      clearTimeout(patience);
    },
    async kill(signalName) {
      const child = running;
      if (child?.pid === undefined) throw new StackError(`${spec.name} is not running.`);
      const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      signal(child.pid, signalName);
      if (signalName === 'SIGKILL') await gone;
      return child.pid;
    },
    untilReady: () => readiness,
  };
}

/** Resolves when something listens on a port of this machine. */
export async function untilListening(port: number, child: ChildProcess): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect({ port, host: '127.0.0.1' });
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('close', () => socket.destroy());
      socket.once('connect', () => socket.destroy());
    });
    if (open) return;
    await delay(25);
  }
}

async function withTimeout(ready: Promise<void>, child: ChildProcess, spec: ChildSpec): Promise<void> {
  const timer = new AbortController();
  const died = new Promise<never>((_, reject) => {
    const fail = () =>
      reject(
        new StackError(
          `${spec.name} ended while starting: ${reasonFrom(spec.logFile)}`,
          `Its log: ${spec.logFile}`,
        ),
      );
    if (child.exitCode !== null || child.signalCode !== null) fail();
    else child.once('exit', fail);
  });
  const late = delay(READY_TIMEOUT_MS, undefined, { signal: timer.signal }).then(
    () =>
      Promise.reject(
        new StackError(
          `${spec.name} did not become ready in ${READY_TIMEOUT_MS / 1000} s.`,
          `Its log: ${spec.logFile}`,
        ),
      ),
    () => {},
  );
  died.catch(() => {});
  try {
    // A `ready` that gave up because the child ended loses against `died`, which knows the reason.
    await Promise.race([
      ready.then(() => (child.exitCode === null && child.signalCode === null ? undefined : died)),
      died,
      late,
    ]);
  } finally {
    timer.abort();
  }
}

/** The line of a log that most likely says why a program ended. */
export function reasonFrom(file: string): string {
  if (!existsSync(file)) return 'it wrote no log';
  const fd = openSync(file, 'r');
  try {
    const { size } = fstatSync(fd);
    const buffer = Buffer.alloc(Math.min(size, 8192));
    readSync(fd, buffer, 0, buffer.length, size - buffer.length);
    const lines = buffer
      .toString('utf8')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && !/^(at |\}|Node\.js v|\^)/.test(line));
    return (
      lines.findLast((line) => /error|fatal|cannot|refused|not set/i.test(line)) ??
      lines.at(-1) ??
      'it wrote nothing'
    );
  } finally {
    closeSync(fd);
  }
}
