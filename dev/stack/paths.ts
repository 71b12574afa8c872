import { join, resolve } from 'node:path';

/** The root of the repository. */
export const PROJECT = resolve(import.meta.dirname, '../..');

/** The data folder that is used when none is named. */
export const DEFAULT_DATA_DIR = join(PROJECT, '.wabase');

/** The files of a data folder. */
export interface DataPaths {
  root: string;
  /** PGDATA. */
  postgres: string;
  /** Says whose folder this is and what is in it: see data_dir.ts. */
  marker: string;
  secrets: string;
  /** Pids and ports of the running stack. */
  stack: string;
  demo: string;
  logs: string;
  /** Contents of Storage. */
  storage: string;
  /** Deno's caches, so that nothing is written to the home of the user. */
  deno: string;
}

/** Where everything lies in a data folder. */
export function dataPaths(dataDir: string): DataPaths {
  const root = resolve(dataDir);
  return {
    root,
    postgres: join(root, 'postgres'),
    marker: join(root, 'wabase.json'),
    secrets: join(root, 'secrets.json'),
    stack: join(root, 'stack.json'),
    demo: join(root, 'demo.json'),
    logs: join(root, 'logs'),
    storage: join(root, 'storage'),
    deno: join(root, 'deno'),
  };
}

/** The log of one process. */
export function logFile(paths: DataPaths, name: string): string {
  return join(paths.logs, `${name}.log`);
}
