import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { StackError } from './errors.ts';

/** The ports of a stack, counted from one number. */
export interface Ports {
  gateway: number;
  postgres: number;
  simulator: number;
  console: number;
  realtime: number;
  dataApi: number;
  worker: number;
  storage: number;
  mailbox: number;
  mailboxSmtp: number;
  /** Slug of each edge function → port. */
  functions: Record<string, number>;
}

/** Gives every process its port; edge functions follow from base + 10 in the order of their names. */
export function assignPorts(base: number, slugs: string[]): Ports {
  return {
    gateway: base,
    postgres: base + 1,
    simulator: base + 2,
    console: base + 3,
    realtime: base + 4,
    dataApi: base + 5,
    worker: base + 6,
    storage: base + 7,
    mailbox: base + 8,
    mailboxSmtp: base + 9,
    functions: Object.fromEntries(slugs.toSorted().map((slug, i) => [slug, base + 10 + i])),
  };
}

/** Throws, naming the port and who holds it, unless every port is free. */
export async function requireFreePorts(ports: Ports, say: (line: string) => void): Promise<void> {
  const { functions, ...named } = ports;
  for (const port of [...Object.values(named), ...Object.values(functions)]) {
    const code = await tryPatiently(port, say);
    if (code === null) continue;
    if (code !== 'EADDRINUSE')
      throw new StackError(`Port ${port} cannot be used (${code}).`, otherPorts(ports));
    const holder = holderOf(port);
    throw new StackError(
      `Port ${port} is in use${holder === null ? '' : ` by ${holder}`}.`,
      otherPorts(ports),
    );
  }
}

function otherPorts(ports: Ports): string {
  const other = ports.gateway < 55_000 ? 55_321 : 45_321;
  return `Stop that program, or take other ports: npm start -- --port-base ${other}`;
}

/** Linux keeps the near end of a closed connection for a minute; nobody can listen on its port so long. */
const CLOSING_MS = 65_000;

/**
 * A port without a listener may be taken for a while: the default ports lie where systems take the near ends of
 * outgoing connections from. Such a port is waited for.
 */
async function tryPatiently(port: number, say: (line: string) => void): Promise<string | null> {
  const deadline = Date.now() + CLOSING_MS;
  for (let told = false; ; ) {
    const code = await tryListen(port);
    if (code !== 'EADDRINUSE' || hasListener(port) || Date.now() > deadline) return code;
    if (!told) say(`Port ${port} is still closing after an earlier connection; waiting, at most a minute.`);
    told = true;
    await delay(200);
  }
}

/** Null when one can listen on the port, else the error code. */
function tryListen(port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown error'));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(null)));
  });
}

/** Names the process that listens on a port, where the system tells (Linux, own processes or root). */
function holderOf(port: number): string | null {
  try {
    const inodes = listeningSockets(port);
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      if (!holdsSocket(pid, inodes)) continue;
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
      return `process ${pid} (${command.length > 80 ? `${command.slice(0, 77)}...` : command})`;
    }
  } catch {
    // Not Linux: the port alone has to do.
  }
  return null;
}

function hasListener(port: number): boolean {
  try {
    return listeningSockets(port).size > 0;
  } catch {
    return true;
  }
}

function listeningSockets(port: number): Set<string> {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const inodes = new Set<string>();
  for (const file of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of readFileSync(file, 'utf8').split('\n').slice(1)) {
      const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
      if (state === '0A' && local?.endsWith(`:${hex}`) && inode !== undefined)
        inodes.add(`socket:[${inode}]`);
    }
  }
  return inodes;
}

function holdsSocket(pid: string, inodes: Set<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => {
      try {
        return inodes.has(readlinkSync(`/proc/${pid}/fd/${fd}`));
      } catch {
        return false;
      }
    });
  } catch {
    return false;
  }
}
