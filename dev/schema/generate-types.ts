import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { supabaseCliOutput, withoutTls } from './supabase-cli.ts';

/** Where the generated types live, relative to the project. */
export const TYPES = 'clients/sdk/src/database.types.ts';

const HEADER = '// Generated from the database by `npm run types`. Do not edit.\n';

/**
 * The TypeScript types of schema `public` in the database at `url`, as the Supabase CLI generates them,
 * run through the project's formatter (the CLI prints them unformatted).
 */
export async function generateTypes(root: string, url: string): Promise<string> {
  const raw = await supabaseCliOutput(['gen', 'types', `--remote=${withoutTls(url)}`, '--schema', 'public']);
  const biome = join(root, 'node_modules/.bin/biome');
  // The file itself is ignored by the formatter's settings; any other name makes it read the text.
  const formatted = execFileSync(biome, ['format', '--stdin-file-path=generated.ts'], {
    cwd: root,
    input: raw,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  });
  return HEADER + formatted;
}

/** The sentence that says why the committed types are stale, or null when they are current. */
export async function staleTypes(root: string, url: string): Promise<string | null> {
  const path = join(root, TYPES);
  if (!existsSync(path)) return `${TYPES} is missing: run npm run types`;
  const current = await generateTypes(root, url);
  return readFileSync(path, 'utf8') === current
    ? null
    : `${TYPES} differs from the database: run npm run types`;
}
