import type { ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { createLeash, type Leash } from '../../dev/stack/leash.ts';

let leash: Leash | undefined;

/** Ties a program to the life of this process: a test or a bench that is killed leaves none behind. */
export function tie(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined) return;
  leash ??= createLeash(tmpdir());
  leash.add(pid);
  child.once('exit', () => leash?.remove(pid));
}
