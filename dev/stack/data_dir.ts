import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { z } from 'zod';
import { StackError } from './errors.ts';
import { readJson, writeJson } from './json_file.ts';
import { type DataPaths, dataPaths } from './paths.ts';

/** Raised when a folder made by an older version cannot be used any more. */
export const FORMAT = 1;

const schema = z.object({
  product: z.literal('wabase'),
  format: z.number(),
  /** `preparing` from the first byte to the last migration; a folder left in that state is half-written. */
  state: z.enum(['preparing', 'ready']),
  /** Hash of the SQL that made roles and schemas. */
  bootstrap: z.string(),
  /** Hash of every migration that was applied, by file name. */
  migrations: z.record(z.string(), z.string()),
});

export type Marker = z.infer<typeof schema>;

const RESET = 'Start again with --reset to delete its content and make a new one.';

/**
 * Opens a data folder.
 * @returns the marker of a folder that is ready to use, or null when the folder is new
 * @throws StackError for a folder that is half-written, of another version, or not ours
 */
export function openDataDir(dataDir: string): { paths: DataPaths; marker: Marker | null } {
  const paths = dataPaths(dataDir);
  if (!existsSync(paths.root)) return { paths, marker: null };
  if (!statSync(paths.root).isDirectory()) {
    throw new StackError(`${paths.root} is a file, not a folder.`, 'Name another one with --data-dir.');
  }
  if (readdirSync(paths.root).length === 0) return { paths, marker: null };
  if (!existsSync(paths.marker)) {
    throw new StackError(
      `${paths.root} is not empty and was not made by this stack.`,
      'Name an empty or new folder with --data-dir.',
    );
  }
  const parsed = schema.safeParse(readJson(paths.marker));
  if (!parsed.success) throw new StackError(`The data folder ${paths.root} is damaged.`, RESET);
  const marker = parsed.data;
  if (marker.format !== FORMAT) {
    throw new StackError(`The data folder ${paths.root} was made by another version of the stack.`, RESET);
  }
  if (marker.state !== 'ready' || !existsSync(paths.postgres) || !existsSync(paths.secrets)) {
    throw new StackError(
      `The data folder ${paths.root} is half-written: an earlier start did not finish.`,
      RESET,
    );
  }
  return { paths, marker };
}

/** Makes the folders of a new data folder and marks it as being prepared. */
export function createDataDir(paths: DataPaths): void {
  mkdirSync(paths.root, { recursive: true });
  // PostgreSQL of root runs as another user, who must be able to pass through; names inside stay unreadable to others.
  if (process.getuid?.() === 0) chmodSync(paths.root, statSync(paths.root).mode | 0o011);
  writeMarker(paths, { state: 'preparing', bootstrap: '', migrations: {} });
}

/** Writes the marker of a data folder. */
export function writeMarker(
  paths: DataPaths,
  content: Pick<Marker, 'state' | 'bootstrap' | 'migrations'>,
): void {
  writeJson(paths.marker, { product: 'wabase', format: FORMAT, ...content } satisfies Marker);
}

/** Deletes what the stack made in a data folder. A folder that is not ours is refused, never emptied. */
export function resetDataDir(dataDir: string): void {
  const paths = dataPaths(dataDir);
  if (!existsSync(paths.root)) return;
  if (!existsSync(paths.marker)) {
    if (readdirSync(paths.root).length === 0) return;
    throw new StackError(
      `${paths.root} was not made by this stack, so --reset does not touch it.`,
      'Name another folder with --data-dir.',
    );
  }
  // The marker goes last: a reset that is interrupted can be repeated.
  for (const entry of readdirSync(paths.root)) {
    const path = `${paths.root}/${entry}`;
    if (path !== paths.marker) rmSync(path, { recursive: true, force: true });
  }
  rmSync(paths.marker, { force: true });
}
