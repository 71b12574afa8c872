import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { OWNER_VARIABLE } from './pids.ts';

/**
 * Reads `+ pid` and `- pid` lines. When the pipe closes without a goodbye, the supervisor was killed: everything it
 * started is ended too. A shell, because it must live in a process of its own and cost nothing.
 */
const SCRIPT = `
trap '' INT TERM HUP
pids=
while read -r sign pid; do
  case $sign in
    +) pids="$pids $pid" ;;
    -) kept=; for one in $pids; do [ "$one" = "$pid" ] || kept="$kept $one"; done; pids=$kept ;;
  esac
done
[ -z "$pids" ] && exit 0
for one in $pids; do kill -INT "$one" 2>/dev/null; done
for i in 1 2 3 4 5 6 7 8 9 10; do
  left=; for one in $pids; do kill -0 "$one" 2>/dev/null && left="$left $one"; done; pids=$left
  [ -z "$pids" ] && exit 0
  sleep 0.5
done
for one in $pids; do kill -KILL "$one" 2>/dev/null; done
`;

/** Ties children to the life of this process. */
export interface Leash {
  pid: number | undefined;
  /** A negative number is a process group. */
  add(pid: number): void;
  remove(pid: number): void;
  /** Lets go; to be called when every child has ended. Resolves when the leash itself is gone. */
  close(): Promise<void>;
}

/** Starts the leash of one stack. Without /bin/sh (Windows) there is none, and the next start cleans up instead. */
export function createLeash(dataDir: string): Leash {
  const child = spawn('/bin/sh', ['-c', SCRIPT], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    env: { PATH: process.env.PATH, [OWNER_VARIABLE]: dataDir },
    cwd: '/',
  });
  child.on('error', () => {});
  child.stdin?.on('error', () => {});
  child.unref();
  (child.stdin as Socket | null)?.unref(); // a pipe is a socket, which the stream types do not say
  return {
    pid: child.pid,
    add: (pid) => void child.stdin?.write(`+ ${pid}\n`),
    remove: (pid) => void child.stdin?.write(`- ${pid}\n`),
    async close() {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
      child.ref();
      const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.stdin?.end();
      await gone;
    },
  };
}
