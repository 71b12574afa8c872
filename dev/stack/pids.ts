import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** Set in the environment of every process of a stack to its data folder: so they are known again, whatever their pid. */
export const OWNER_VARIABLE = 'WABASE_STACK';

/** Whether a process with this number exists (and is not a zombie). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return true;
  }
}

/** Whether a process was started by a stack of this data folder. */
export function belongsTo(pid: number, dataDir: string): boolean {
  const described = describe(pid);
  return (
    described.includes(`${OWNER_VARIABLE}=${dataDir}\0`) || described.includes(`\0${dataDir}/postgres\0`)
  );
}

/**
 * Finds what an earlier stack of this data folder left running (its supervisor was killed with -9, for example).
 * On Linux all processes are looked through; elsewhere the numbers that the stack wrote down.
 */
export function findLeftovers(dataDir: string, writtenDown: number[]): number[] {
  let candidates = writtenDown;
  try {
    candidates = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    // Not Linux.
  }
  return candidates.filter((pid) => pid !== process.pid && isAlive(pid) && belongsTo(pid, dataDir));
}

/** Ends processes: politely first, for good after the given time. Resolves when they are gone. */
export async function endProcesses(pids: number[], patienceMs = 5_000): Promise<void> {
  // SIGINT is what PostgreSQL calls fast shutdown; the others take it like SIGTERM.
  for (const pid of pids) signal(pid, 'SIGINT');
  if (await untilGone(pids, patienceMs)) return;
  for (const pid of pids) signal(pid, 'SIGKILL');
  await untilGone(pids, 5_000);
}

/** Waits until none of the processes is left; false when the time is over. */
export async function untilGone(pids: number[], timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (pids.some(isAlive)) {
    if (Date.now() > deadline) return false;
    await delay(25);
  }
  return true;
}

/** Sends a signal; a process that is gone already is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Command line and environment of a process, each item ended by a NUL; empty when the system does not tell. */
function describe(pid: number): string {
  try {
    const read = (file: string) => `\0${readFileSync(`/proc/${pid}/${file}`, 'utf8')}\0`;
    return read('cmdline') + read('environ');
  } catch {
    // A process that just ended, one of another user, or not Linux.
  }
  if (process.platform === 'linux') return '';
  try {
    const text = execFileSync('ps', ['eww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return `\0${text.trim().replaceAll(/\s+/g, '\0')}\0`;
  } catch {
    return '';
  }
}
