import type { Table } from '../../tables/open_table.ts';
import { MAX_COLUMNS, MAX_ROWS, TableError } from '../../tables/table_error.ts';
import { looksLikeHeader, suggestColumns } from './column_names.ts';
import type { ImportJob } from './import_job.ts';

/** Rows whose cells are shown to whoever maps the columns. */
const SAMPLES = 5;
const MAX_SAMPLE = 100;

/**
 * Reads a table to its end and tells what it is. Whatever makes a file unreadable is found here, before a contact is written.
 * @returns null when the worker stops before the end
 * @throws TableError
 */
export async function analyseTable(table: Table, job: ImportJob, stopping: AbortSignal) {
  let first: { number: number; cells: string[] } | undefined;
  const samples: string[][] = [];
  let filled = 0;
  let isLast = false;
  for await (const rows of table.rows()) {
    if (stopping.aborted) return null;
    for (const { number, cells } of rows) {
      if (cells.every((cell) => cell.trim() === '')) continue;
      first ??= { number, cells };
      filled++;
      if (samples.length <= SAMPLES) samples.push(cells);
    }
    if (filled > MAX_ROWS + 1) {
      isLast = true;
      break;
    }
  }
  if (first === undefined) throw new TableError('file_empty', 'The file is empty.');
  const hasHeader = job.reading.has_header ?? looksLikeHeader(first.cells);
  const rows = filled - (hasHeader ? 1 : 0);
  if (rows === 0) throw new TableError('no_rows', 'The file has a header but no rows below it.');
  if (isLast || rows > MAX_ROWS) {
    throw new TableError('too_many_rows', `The file has more than ${MAX_ROWS} rows. Split it.`);
  }
  const data = hasHeader ? samples.slice(1) : samples.slice(0, SAMPLES);
  // A cell beyond the header of a CSV file comes from a delimiter without quotes; in a sheet it is a column without a name.
  const names = columnNames(
    hasHeader ? first.cells : [],
    hasHeader && table.format === 'csv' ? [first.cells] : [first.cells, ...data],
  );
  if (names.length > MAX_COLUMNS) {
    throw new TableError('too_many_columns', `The file has more than ${MAX_COLUMNS} columns.`);
  }
  const uses = suggestColumns(names, job.attributes);
  return {
    format: table.format,
    ...table.about(),
    has_header: hasHeader,
    header_row: hasHeader ? first.number : 0,
    rows,
    columns: names.map((name, i) => ({
      name,
      samples: data.map((cells) => shown(cells[i] ?? '')),
      ...uses[i],
    })),
  };
}

/** Names of the columns as far as one of the rows shown has a cell; a column without a name gets its number. */
function columnNames(header: string[], rows: string[][]): string[] {
  const width = Math.max(...rows.map((cells) => cells.findLastIndex((cell) => cell.trim() !== '') + 1));
  return Array.from({ length: width }, (_, i) => shown(header[i] ?? '') || `Column ${i + 1}`);
}

function shown(cell: string): string {
  return cell.trim().slice(0, MAX_SAMPLE).replaceAll('\0', '').toWellFormed();
}
