import postgres, { type ReservedSql } from 'postgres';
import { parseSource } from '../../check/sql/source.ts';
import { readTap, type TapLine, type TapResult } from './tap.ts';

/**
 * Runs one pgTAP file in a transaction that is always rolled back, statement by statement, so that each result is
 * told with the line it comes from. The first SQL error ends the file and counts as one failure.
 * `begin` and `rollback` in the file are ignored: the runner owns the transaction.
 */
export async function runPgtapFile(sql: ReservedSql, path: string, text: string): Promise<TapResult> {
  const source = parseSource(path, text);
  if (source.syntaxError !== null) {
    const where = `${path}:${source.syntaxError.line}`;
    return { passed: 0, failed: 1, skipped: 0, failures: [{ where, detail: source.syntaxError.message }] };
  }
  const lines: TapLine[] = [];
  let error: { where: string; detail: string } | null = null;
  await sql.unsafe('begin');
  try {
    await sql.unsafe('set local search_path = public, tests, extensions');
    for (const statement of source.statements) {
      if (statement.kind === 'TransactionStmt') continue;
      const where = `${path}:${statement.line}`;
      try {
        const rows = await sql.unsafe(statement.text).values();
        lines.push(...tapOf(rows, where));
      } catch (caught) {
        error = { where, detail: describe(caught) };
        break;
      }
    }
  } finally {
    await sql.unsafe('rollback');
  }
  if (error === null) return readTap(lines, path);
  const before = readTap([{ text: '1..0', where: path }, ...lines], path);
  const failures = before.failures.filter((failure) => failure.where !== path);
  return { ...before, failed: failures.length + 1, failures: [...failures, error] };
}

/** pgTAP answers with one text column; a value may hold several lines. */
function tapOf(rows: unknown[][], where: string): TapLine[] {
  return rows.flatMap((row) =>
    row.length === 1 && typeof row[0] === 'string' ? row[0].split('\n').map((text) => ({ text, where })) : [],
  );
}

function describe(error: unknown): string {
  if (!(error instanceof postgres.PostgresError)) return String(error);
  const rest = [error.detail, error.hint, error.where].filter((part) => part !== undefined && part !== '');
  return [`${error.code} ${error.message}`, ...rest].join('\n');
}
