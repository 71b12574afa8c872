import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listSqlFiles } from '../../schema/manifest.ts';
import { listPgtapFiles, listPgtapHelpers } from '../../test/pgtap/files.ts';
import { bareWords } from './words.ts';

/**
 * The part of the layout that a program can mend without understanding the statement: lower case outside of strings,
 * comments and quoted names (where Postgres folds it anyway), no tabs, no white space at the end of a line, one newline
 * at the end of the file. Where to break a line is left to people.
 */
export function formatSql(text: string): string {
  let lower = text;
  for (const word of bareWords(text)) {
    const end = word.offset + word.text.length;
    lower = lower.slice(0, word.offset) + word.text.toLowerCase() + lower.slice(end);
  }
  const lines = lower.replaceAll('\t', '  ').split('\n');
  return `${lines
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd()}\n`;
}

/** Formats every file below `sql/`, tests included; returns the paths that changed. */
export function formatDeclared(root: string): string[] {
  const declared = listSqlFiles(join(root, 'sql')).map((path) => `sql/${path}`);
  return [...declared, ...listPgtapHelpers(root), ...listPgtapFiles(root, [])].filter((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    const formatted = formatSql(text);
    if (formatted !== text) writeFileSync(join(root, path), formatted);
    return formatted !== text;
  });
}
