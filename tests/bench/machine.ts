import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { startTestPostgres, type TestDatabase, type TestPostgres } from '../support/postgres.ts';
import { say } from './result.ts';

const PROJECT = join(import.meta.dirname, '../..');

/** PostgreSQL as an operator would run it: nothing is traded for speed that a crash could take back. */
const DURABLE = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '512MB',
  max_wal_size: '4GB',
};

/** A throw-away pipeline: database, simulator and whatever programs a bench starts; stop() ends them all. */
export interface Machine {
  postgres: TestPostgres;
  database: TestDatabase;
  start(name: string, command: string[], env: Record<string, string>): Program;
  stop(): Promise<void>;
}

export interface Program {
  pid: number;
  /** Peak resident memory so far, in MB (VmHWM). */
  peakRssMb(): number;
  stop(): Promise<void>;
}

export async function createMachine(): Promise<Machine> {
  say('starting PostgreSQL (durable settings)');
  const postgres = await startTestPostgres({ settings: DURABLE });
  const database = await postgres.createDatabase();
  const programs: Program[] = [];
  return {
    postgres,
    database,
    start(name, [command = '', ...args], env) {
      const child = spawn(command, args, {
        cwd: PROJECT,
        env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      child.once('exit', (code) => {
        if (code) say(`${name} ended with ${code}`);
      });
      const program = describe(child);
      programs.push(program);
      return program;
    },
    async stop() {
      await Promise.all(programs.map((program) => program.stop()));
      await database.drop().catch(() => {});
      await postgres.stop();
    },
  };
}

function describe(child: ChildProcess): Program {
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    pid: child.pid ?? 0,
    peakRssMb() {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await ended;
    },
  };
}

/** A port nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Resolves when a URL answers at all; throws after ten seconds. */
export async function untilAnswering(url: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    try {
      await fetch(url);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error(`${url} does not answer.`);
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
