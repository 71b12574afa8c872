import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const TEXT =
  /\.(ts|tsx|mjs|js|json|jsonc|sql|md|toml|yaml|yml|css|html|txt)$|(^|\/)(\.ci\/run|\.gitignore|\.npmrc|LICENSE)$/;

/** Files in git or about to be: a new file is checked before its first commit. */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => TEXT.test(path) && statSync(join(root, path), { throwIfNoEntry: false })?.isFile());

const texts = files.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
const code = texts.filter(({ path }) => /\.(ts|tsx|mjs)$/.test(path));
const isGenerated = (path: string) =>
  path === 'package-lock.json' ||
  path.endsWith('database.types.ts') ||
  path.startsWith('supabase/migrations/');

/** Every line that matches, as `path:line text`. */
function lines(among: { path: string; text: string }[], pattern: RegExp): string[] {
  return among.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [`${path}:${index + 1} ${line.trim().slice(0, 120)}`] : [],
      ),
  );
}

// The patterns are put together from parts, so that this file does not match itself.
const either = (...parts: string[]) => new RegExp(parts.join('|'));

test('there are files to look at', () => {
  expect(files.length).toBeGreaterThan(50);
  expect(files).toContain('package.json');
});

describe('no file', () => {
  test('names a path of the machine that it was written on', () => {
    expect(
      lines(
        texts,
        either(`(^|[^\\w.])/${'work'}/`, `/${'root'}/`, `\\.\\./${'shared'}\\b`, `/${'home'}/\\w`),
      ),
    ).toEqual([]);
  });

  test('names the host of a package registry', () => {
    const hosts = [
      `registry\\.${'npmjs'}`,
      `${'npm'}\\.jsr\\.io`,
      `registry\\.${'yarnpkg'}`,
      `proxy\\.${'golang'}`,
    ];
    expect(lines(texts, either(...hosts))).toEqual([]);
  });

  test('leaves work for later in a comment', () => {
    // TAP's own directive of that name is data of the test runner, so only comments are looked at.
    expect(lines(texts, either(`(//|--|/\\*|\\*|<!--).*\\b(${'TO'}DO|${'FIX'}ME|${'XX'}X)\\b`))).toEqual([]);
  });

  test('is longer than 500 lines', () => {
    const long = texts.filter(({ path, text }) => !isGenerated(path) && text.split('\n').length > 501);
    expect(long.map(({ path }) => path)).toEqual([]);
  });
});

test('the lock file is independent of where packages came from', () => {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  expect(lock.match(/"resolved":/g)).toBeNull();
});

test('the lock file has the optional packages of every platform', () => {
  // npm leaves out those that its registry does not serve, and then refuses the file: put them back from the history.
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>;
  };
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages),
    ),
  );
  expect(missing).toEqual([]);
});

test('dependencies are pinned exactly', () => {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  ) as Record<string, Record<string, string> | undefined>;
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+/.test(version),
  );
  expect(loose).toEqual([]);
});

describe('no test', () => {
  test('is focused, skipped or postponed', () => {
    const tests = code.filter(({ path }) => path.startsWith('tests/'));
    const words = ['only', 'skip', 'todo', 'skipIf', 'runIf', 'fails'].join('|');
    expect(lines(tests, new RegExp(`\\b(test|it|describe|suite)(\\.\\w+)*\\.(${words})\\b`))).toEqual([]);
    const pgtap = texts.filter(({ path }) => path.startsWith('sql/tests/'));
    expect(lines(pgtap, /\b(skip|todo|todo_start|todo_skip)\s*\(/i)).toEqual([]);
  });
});

describe('no code', () => {
  test('uses a type that is not one', () => {
    // Lines of comments are left out: "port 0: any free one" is no type.
    expect(lines(code, /^(?!\s*(\/?\*|\/\/)).*(:\s*|\bas\s+|<|\|\s*)any\b/)).toEqual([]);
    expect(lines(code, either(`biome-${'ignore'}.*noExplicitAny`))).toEqual([]);
  });

  test('silences the compiler or the linter', () => {
    expect(
      lines(
        code,
        either(`@ts-${'ignore'}`, `@ts-${'expect-error'}`, `@ts-${'nocheck'}`, `eslint-${'disable'}`),
      ),
    ).toEqual([]);
  });
});
