import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres, { type Sql } from 'postgres';
import { readManifest } from './manifest.ts';

/** A SQL error told with the file and line that caused it. */
export class DeclarationError extends Error {}

/**
 * Builds the declared database: applies the files of `sql/manifest.txt` in order through one connection.
 * The files are sent one by one, so an error names its own file and line.
 */
export async function applyDeclared(sql: Sql, root: string): Promise<void> {
  const { files, problems } = readManifest(join(root, 'sql'));
  if (problems.length > 0) throw new DeclarationError(problems.join('\n'));
  for (const file of files) {
    const text = readFileSync(join(root, 'sql', file), 'utf8');
    try {
      await sql.unsafe(text).simple();
    } catch (error) {
      throw new DeclarationError(`sql/${file}${lineOf(error, text)}: ${(error as Error).message}`);
    }
  }
}

/** The line of a Postgres error inside the text that was sent, as `:12`; empty when Postgres gave none. */
function lineOf(error: unknown, text: string): string {
  if (!(error instanceof postgres.PostgresError)) return '';
  const position = Number(error.position);
  return Number.isFinite(position) ? `:${text.slice(0, position).split('\n').length}` : '';
}
