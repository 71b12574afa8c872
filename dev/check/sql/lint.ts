import { join } from 'node:path';
import { listSqlFiles } from '../../schema/manifest.ts';
import { listPgtapFiles, listPgtapHelpers } from '../../test/pgtap/files.ts';
import { definerPlacement } from './rules/definer-placement.ts';
import { functionAttributes } from './rules/function-attributes.ts';
import { lowercase } from './rules/lowercase.ts';
import { parses } from './rules/parses.ts';
import { policies } from './rules/policies.ts';
import { qualifiedNames } from './rules/qualified-names.ts';
import { tableFile } from './rules/table-file.ts';
import { textLayout } from './rules/text-layout.ts';
import { type Rule, readSources, type SqlSource } from './source.ts';

/** Every rule, in the order in which findings are printed. */
export const RULES: Rule[] = [
  parses,
  textLayout,
  lowercase,
  qualifiedNames,
  functionAttributes,
  definerPlacement,
  tableFile,
  policies,
];

/** All findings for a parsed file as `path:line rule: message`. */
export function lintSource(source: SqlSource, rules: Rule[] = RULES): string[] {
  return rules.flatMap((rule) =>
    rule.check(source).map(({ line, message }) => `${source.path}:${line} ${rule.name}: ${message}`),
  );
}

/** What is asked of tests, which declare nothing. */
const TEST_RULES: Rule[] = [parses, textLayout, lowercase];

/** Lints every file below `sql/`, tests included; an empty list means that there is nothing to say. */
export async function lintDeclared(root: string): Promise<string[]> {
  const declared = listSqlFiles(join(root, 'sql')).map((path) => `sql/${path}`);
  const tests = [...listPgtapHelpers(root), ...listPgtapFiles(root, [])];
  const findings = (await readSources(root, declared)).flatMap((source) => lintSource(source));
  return [
    ...findings,
    ...(await readSources(root, tests)).flatMap((source) => lintSource(source, TEST_RULES)),
  ];
}
