import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Writes a JSON file in one step: a reader sees the old or the new content, never a half. */
export function writeJson(file: string, value: unknown, mode = 0o644): void {
  const next = `${file}.new`;
  writeFileSync(next, `${JSON.stringify(value, null, 2)}\n`, { mode });
  renameSync(next, file);
}

/** Reads a JSON file; null when there is none or it is not JSON. */
export function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
