import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { PROJECT } from '../../dev/postgres/migrations.ts';
import { tie } from './leash.ts';

/** A program of ours that runs as a process of its own. */
export interface Program {
  pid: number;
  /** False once the process is gone. */
  isRunning(): boolean;
  /** What it has printed so far; empty when that went to our own output. */
  said(): string;
  /** Peak resident memory so far, in MB (VmHWM). */
  peakRssMb(): number;
  /** Sends a signal to this process and resolves when it is gone. */
  end(signal: NodeJS.Signals): Promise<void>;
  /** SIGTERM, unless it has ended already; SIGKILL when it takes longer than ten seconds. */
  stop(): Promise<void>;
}

/**
 * Starts a program with nothing of our environment but where to find commands and compiled code.
 * @param logFile takes what it prints; without one its errors go to ours
 */
export function startProgram(command: string[], env: Record<string, string>, logFile?: string): Program {
  const [file = '', ...args] = command;
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env;
  const log = logFile === undefined ? undefined : openSync(logFile, 'a');
  try {
    const child = spawn(file, args, {
      cwd: PROJECT,
      env: { PATH, HOME, NODE_COMPILE_CACHE, ...env },
      stdio: log === undefined ? ['ignore', 'ignore', 'inherit'] : ['ignore', log, log],
    });
    tie(child);
    return describe(child, file, logFile);
  } finally {
    if (log !== undefined) closeSync(log);
  }
}

function describe(child: ChildProcess, file: string, logFile?: string): Program {
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  if (child.pid === undefined) throw new Error(`${file} cannot be started.`);
  async function end(signal: NodeJS.Signals): Promise<void> {
    if (isRunning()) child.kill(signal);
    await ended;
  }
  return {
    pid: child.pid,
    isRunning,
    said: () => (logFile === undefined ? '' : readFileSync(logFile, 'utf8')),
    peakRssMb() {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
    },
    end,
    async stop() {
      const hard = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await end('SIGTERM');
      clearTimeout(hard);
    },
  };
}

/**
 * A port on which nobody listens. It lies below those that systems take the near ends of outgoing connections from, so
 * that it is still free when the program on it is started a second time.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 12_000 + Math.floor(Math.random() * 8000);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** Asks again and again until the answer is not undefined or false. @throws Error naming what was waited for */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  timeoutMs = 120_000,
  everyMs = 25,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > deadline) throw new Error(`Not within ${timeoutMs / 1000} s: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

/** Resolves when a program answers at its URL. @throws Error with its last words when it ends instead, or is silent */
export async function untilServing(program: Program, url: string): Promise<void> {
  const answered = await until(
    `${url} answers`,
    async () => ((await doesAnswer(url)) ? 'served' : !program.isRunning() && 'ended'),
    120_000,
    50,
  ).catch(() => 'silent');
  if (answered !== 'served') throw new Error(`${url}: ${answered}. ${program.said().slice(-4000)}`);
}

/** Resolves when a URL answers at all. */
export async function untilAnswering(url: string, timeoutMs = 120_000): Promise<void> {
  await until(`${url} answers`, () => doesAnswer(url), timeoutMs, 50);
}

function doesAnswer(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(5000) }).then(
    () => true,
    () => false,
  );
}

/** Posts JSON and returns the parsed answer; throws on anything but 2xx. */
export async function postJson(url: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url}: ${response.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
}
