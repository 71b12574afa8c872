import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Twice what the folders of a whole run take at their largest. */
const ENOUGH = 8 * 1024 ** 3;

/** The folder of everything that one run of the tests writes and nobody keeps. */
export interface Scratch {
  dir: string;
  remove(): void;
}

/**
 * Makes the folder, in memory where there is plenty: the tests make and delete a hundred thousand small files of
 * databases, with which some file systems spend a third of the run.
 */
export function makeScratch(): Scratch {
  const dir = mkdtempSync(join(hasRoom('/dev/shm') ? '/dev/shm' : tmpdir(), 'wabase-test-'));
  chmodSync(dir, 0o711); // root's PostgreSQL runs as another user, who must be able to pass through
  return {
    dir,
    // Programs of an interrupted run may still be ending.
    remove: () => rmSync(dir, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 }),
  };
}

function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return Math.min(bavail * bsize, process.availableMemory()) >= ENOUGH;
  } catch {
    return false;
  }
}
