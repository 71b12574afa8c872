import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const functions = join(root, 'functions');
const slugs = readdirSync(functions).filter((name) => existsSync(join(functions, name, 'index.ts')));
const packages: Record<string, string> = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
).dependencies;

/** All modules that an entry point reaches, and the bare names that they import. */
function walk(entry: string): { files: Set<string>; bare: Set<string> } {
  const files = new Set<string>();
  const bare = new Set<string>();
  const open = [entry];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (files.has(file)) continue;
    files.add(file);
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(
      /\bfrom\s+'([^']+)'|\bimport\('([^']+)'\)/g,
    )) {
      if (name.startsWith('.')) open.push(join(dirname(file), name));
      else bare.add(name);
    }
  }
  return { files, bare };
}

/**
 * `supabase functions deploy --use-api` uploads what it finds by following imports, skips what it cannot find with a
 * mere warning, and resolves bare names by the function's deno.json.
 */
describe.each(slugs)('functions/%s', (slug) => {
  const { files, bare } = walk(join(functions, slug, 'index.ts'));
  const { imports } = JSON.parse(readFileSync(join(functions, slug, 'deno.json'), 'utf8'));

  it('imports only TypeScript files inside functions/', () => {
    for (const file of files) {
      expect(existsSync(file), relative(root, file)).toBe(true);
      expect(relative(functions, file)).toMatch(/^[a-z][\w/-]*\.ts$/);
    }
  });

  it('aliases exactly the packages that it needs, at the version of package.json', () => {
    const expected = Object.fromEntries([...bare].map((name) => [name, `npm:${name}@${packages[name]}`]));
    expect(imports).toEqual(expected);
  });

  it('uses Deno in index.ts alone', () => {
    for (const file of files) {
      if (!file.endsWith('/index.ts')) {
        expect(readFileSync(file, 'utf8'), relative(root, file)).not.toMatch(/\bDeno\.|\bprocess\.|node:/);
      }
    }
  });
});
