import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StackError } from '../stack/errors.ts';

interface Ids {
  uid: number;
  gid: number;
}

/** Who runs PostgreSQL. */
export interface PostgresUser {
  /** Set when we are root, because PostgreSQL refuses to run as root; null: we run it as ourselves. */
  ids: Ids | null;
  /** True when the server needs the capability to pass through folders that its user may not enter. */
  capable: boolean;
}

/**
 * Decides who runs PostgreSQL. An ordinary user runs it as himself. Root hands it to the user `postgres`, which is
 * created when missing, else to `nobody`.
 */
export function postgresUser(): PostgresUser {
  if (process.getuid?.() !== 0) return { ids: null, capable: false };
  const ids = idsOf('postgres') ?? createUser() ?? idsOf('nobody');
  if (ids === null) {
    throw new StackError(
      'PostgreSQL does not run as root and no other user could be found or created.',
      'Start it as an ordinary user.',
    );
  }
  return { ids, capable: false };
}

/**
 * Makes sure that the user may reach the files, when it is not ourselves. Folders of other people are not opened up:
 * if a parent is closed (a clone under /root, for example), the server gets the capability to pass through instead.
 */
export function withAccess(user: PostgresUser, paths: string[]): PostgresUser {
  if (user.ids === null) return user;
  const closed = paths.find((path) => !reaches(user, path));
  if (closed === undefined) return user;
  const capable = { ...user, capable: true };
  if (reaches(capable, closed)) return capable;
  throw new StackError(
    `PostgreSQL does not run as root, and its user may not enter ${firstClosed(user, closed)}.`,
    'Work as an ordinary user, or move the project to a folder that every user may enter.',
  );
}

/** The command line and the spawn options that run a program as the given user. */
export function commandAs(
  user: PostgresUser,
  file: string,
  args: string[],
): { file: string; args: string[]; options: { uid?: number; gid?: number } } {
  if (user.ids === null) return { file, args, options: {} };
  if (!user.capable) return { file, args, options: user.ids };
  const setpriv = [`--reuid=${user.ids.uid}`, `--regid=${user.ids.gid}`, '--clear-groups'];
  const capability = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  return { file: 'setpriv', args: [...setpriv, ...capability, '--', file, ...args], options: {} };
}

/** Creates a private folder that belongs to the user. */
export function makeOwnedDir(user: PostgresUser, dir: string): void {
  mkdirSync(dir, { recursive: true });
  chmodSync(dir, 0o700);
  if (user.ids !== null) chownSync(dir, user.ids.uid, user.ids.gid);
}

function idsOf(name: string): Ids | null {
  const read = (flag: string) => spawnSync('id', [flag, name], { encoding: 'utf8' });
  const [uid, gid] = [read('-u'), read('-g')];
  if (uid.status !== 0 || gid.status !== 0) return null;
  return { uid: Number.parseInt(uid.stdout, 10), gid: Number.parseInt(gid.stdout, 10) };
}

function createUser(): Ids | null {
  try {
    const flags = ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false'];
    execFileSync('useradd', [...flags, 'postgres'], { stdio: 'ignore' });
  } catch {
    return null;
  }
  return idsOf('postgres');
}

function reaches(user: PostgresUser, path: string): boolean {
  const { file, args, options } = commandAs(user, '/bin/sh', ['-c', 'test -r "$1"', 'sh', path]);
  return spawnSync(file, args, { stdio: 'ignore', cwd: '/', ...options }).status === 0;
}

function firstClosed(user: PostgresUser, path: string): string {
  const parents: string[] = [];
  for (let at = dirname(path); at !== dirname(at); at = dirname(at)) parents.unshift(at);
  return parents.find((dir) => existsSync(dir) && statSync(dir).isDirectory() && !reaches(user, dir)) ?? path;
}
