import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { PROJECT } from '../stack/paths.ts';
import { CONSOLE, hashSources, isStale, SITE, STAMP } from './site.ts';

export interface BuildOptions {
  /** Gets what the compiler says. */
  logFile: string;
  /** Ends the build. */
  signal?: AbortSignal;
  /** Is told the process group of the compiler. */
  started?: (group: number) => void;
  /** Added to the compiler's environment. */
  env?: Record<string, string>;
  /** Gives way to whatever else runs on the machine. */
  isPolite?: boolean;
}

/**
 * Builds the console unless its last build is of the same sources. The old build stays in its place until the new one is
 * whole.
 * @returns seconds that it took, 0 when there was nothing to do
 * @throws Error that names the log when the compiler failed
 */
export async function buildConsole(options: BuildOptions): Promise<number> {
  if (!isStale()) return 0;
  const since = performance.now();
  const hash = hashSources();
  const out = join(CONSOLE, 'out');
  rmSync(out, { recursive: true, force: true });
  const code = await compile(options);
  if (options.signal?.aborted) throw new Error('The build of the console was stopped.');
  if (code !== 0)
    throw new Error(`The console could not be built. What the compiler said: ${options.logFile}`);
  writeFileSync(join(out, STAMP), hash);
  const old = `${SITE}.old`;
  rmSync(old, { recursive: true, force: true });
  try {
    renameSync(SITE, old);
  } catch {
    // The first build replaces nothing.
  }
  renameSync(out, SITE);
  rmSync(old, { recursive: true, force: true });
  return (performance.now() - since) / 1000;
}

function compile({ logFile, signal, started, env = {}, isPolite = false }: BuildOptions): Promise<number> {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a');
  const next = join(PROJECT, 'node_modules/next/dist/bin/next');
  const child = spawn(process.execPath, [next, 'build', CONSOLE], {
    cwd: PROJECT,
    detached: true, // the compiler starts helpers: its group ends with it
    stdio: ['ignore', log, log],
    env: { ...process.env, ...env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  closeSync(log);
  const end = () => endGroup(child.pid);
  signal?.addEventListener('abort', end, { once: true });
  if (child.pid !== undefined) started?.(child.pid);
  if (isPolite && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      signal?.removeEventListener('abort', end);
      resolve(code ?? 1);
    });
  });
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGTERM');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
