import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Node } from '@pgsql/types';
import { hasSqlDetails, loadModule, parseSync } from 'libpg-query';

/** One statement of a SQL file with its place in it. */
export interface Statement {
  /** The parser's name of the statement, such as `CreateStmt`. */
  kind: string;
  node: Node;
  /** Text of the statement with the comments that lead to it. */
  text: string;
  /** Line on which the statement's own words begin, counted from 1. */
  line: number;
}

/** A SQL file as PostgreSQL 17's own parser sees it. */
export interface SqlSource {
  path: string;
  text: string;
  statements: Statement[];
  /** Why the file could not be parsed; `statements` is empty then. */
  syntaxError: Finding | null;
}

/** Something a rule does not like, with its line counted from 1. */
export interface Finding {
  line: number;
  message: string;
}

/** A lint rule: a name, the reason for it, and the check. */
export interface Rule {
  name: string;
  why: string;
  check(source: SqlSource): Finding[];
}

/** Reads and parses files; the parser is WebAssembly and is loaded once. */
export async function readSources(root: string, paths: string[]): Promise<SqlSource[]> {
  await loadModule();
  return paths.map((path) => parseSource(path, readFileSync(join(root, path), 'utf8')));
}

/** Parses one text. `loadParser` must have been awaited before. */
export function parseSource(path: string, text: string): SqlSource {
  try {
    return { path, text, statements: splitStatements(text), syntaxError: null };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const cursor = hasSqlDetails(error) ? error.sqlDetails.cursorPosition : 0;
    const message = `does not parse: ${error.message}`;
    return { path, text, statements: [], syntaxError: { line: lineAt(text, cursor), message } };
  }
}

/** Loads the parser; safe to call again. */
export async function loadParser(): Promise<void> {
  await loadModule();
}

/** Splits a text into its statements. The parser counts bytes, JavaScript counts UTF-16 units. */
export function splitStatements(text: string): Statement[] {
  const bytes = Buffer.from(text, 'utf8');
  const stmts: { stmt: Node; stmt_location?: number; stmt_len?: number }[] = parseSync(text).stmts ?? [];
  return stmts.map(({ stmt, stmt_location: start = 0, stmt_len: length }) => {
    const end = length ? start + length : bytes.length;
    const own = bytes.subarray(start, end).toString('utf8');
    const offset = bytes.subarray(0, start).toString('utf8').length + leadingTrivia(own);
    return { kind: Object.keys(stmt)[0] ?? '', node: stmt, text: own, line: lineAt(text, offset) };
  });
}

/** The line, counted from 1, of a character offset. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Length of the white space and comments before the first word. */
function leadingTrivia(text: string): number {
  return /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/.exec(text)?.[0].length ?? 0;
}
