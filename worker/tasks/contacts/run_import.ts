import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, isAboutData, isConnectionLoss } from '../../../functions/core/database.ts';
import type { Logger } from '../../../functions/core/log.ts';
import type { Table } from '../../tables/open_table.ts';
import type { ImportJob } from './import_job.ts';
import { createRowReader, type GoodRow, type RowError } from './import_rows.ts';

/** Rows and characters that are written in one transaction. */
const ROWS = 1000;
const CHARACTERS = 1024 * 1024;
/** Tries of a batch that met somebody else's; the pauses between them add up to about two seconds. */
const TRIES = 8;

interface Batch {
  after: number;
  to: number;
  rows: GoodRow[];
  errors: RowError[];
}

/**
 * Writes the rows of a table that the import has not done yet. Those before its cursor are read all the same: which phones came
 * in them decides what is a duplicate further down. While a batch is written the next one is read.
 * @returns the state of the import after the last batch; "interrupted" when the worker stops, "elsewhere" when another one works
 *   on the same import
 */
export async function runImport(deps: {
  sql: Database;
  log: Logger;
  job: ImportJob;
  table: Table;
  stopping: AbortSignal;
}): Promise<string> {
  const { sql, log, job, table, stopping } = deps;
  const analysis = job.analysis ?? { format: table.format, header_row: 0, columns: [] };
  const readRow = createRowReader({
    mapping: job.mapping,
    columns: analysis.columns.map(({ name }) => name),
    ignoresMore: analysis.format === 'xlsx',
    attributes: job.attributes,
    defaultCountry: job.default_country,
    dateFormat: job.date_format,
  });
  let state = job.state;
  let batch: Batch = { after: job.cursor_row, to: job.cursor_row, rows: [], errors: [] };
  let size = 0;
  let characters = 0;
  let writing: Promise<string> = Promise.resolve(state);

  async function flush(): Promise<void> {
    state = await writing;
    const full = batch;
    batch = { after: full.to, to: full.to, rows: [], errors: [] };
    size = 0;
    characters = 0;
    if (!isGoingOn(state) || full.to === full.after) return;
    writing = writeBatch(sql, log, job.id, full);
    // Looked at by the next flush; until then a failure is nobody's unhandled rejection.
    writing.catch(() => {});
  }

  for await (const rows of table.rows()) {
    if (stopping.aborted) {
      await writing;
      return 'interrupted';
    }
    for (const row of rows) {
      if (row.number <= analysis.header_row) continue;
      const read = readRow(row);
      if (row.number <= job.cursor_row) continue;
      batch.to = row.number;
      if (read === null) continue;
      if (Array.isArray(read)) batch.errors.push(...read);
      else batch.rows.push(read);
      size++;
      for (const cell of row.cells) characters += cell.length;
      if (size >= ROWS || characters >= CHARACTERS) await flush();
    }
    if (!isGoingOn(state)) break;
  }
  await flush();
  return writing;
}

function isGoingOn(state: string): boolean {
  return state === 'running' || state === 'dry_run';
}

/** Writes a batch; when the database refuses a row of it, finds that row by halves and notes it as refused. */
async function writeBatch(sql: Database, log: Logger, importId: string, batch: Batch): Promise<string> {
  const { after, to, rows, errors } = batch;
  for (let attempt = 1; ; attempt++) {
    try {
      const [written] = await sql<{ state: string }[]>`
        select private.import_contacts(${importId}, ${after}, ${to}, ${sql.json(rows as never)}, ${sql.json(errors as never)}) as state`;
      return written?.state ?? 'gone';
    } catch (error) {
      if (isConnectionLoss(error)) throw error;
      if (isAboutOthers(error) && attempt < TRIES) {
        await sleep(Math.random() * 100 * attempt);
        continue;
      }
      if (!isAboutRows(error) || rows.length === 0) throw error;
      log.warn('import_batch_refused', { import_id: importId, rows: rows.length, error: String(error) });
      const [only] = rows;
      if (rows.length === 1 && only !== undefined) {
        return writeBatch(sql, log, importId, {
          ...batch,
          rows: [],
          errors: [...errors, refusalOf(only, error)],
        });
      }
      return writeHalves(sql, log, importId, batch);
    }
  }
}

async function writeHalves(sql: Database, log: Logger, importId: string, batch: Batch): Promise<string> {
  const { after, to, rows, errors } = batch;
  const middle = rows[(rows.length >> 1) - 1]?.row_number ?? to;
  const part = (from: number, until: number): Batch => ({
    after: from,
    to: until,
    rows: rows.filter(({ row_number }) => row_number > from && row_number <= until),
    errors: errors.filter(({ row_number }) => row_number > from && row_number <= until),
  });
  const state = await writeBatch(sql, log, importId, part(after, middle));
  return isGoingOn(state) ? writeBatch(sql, log, importId, part(middle, to)) : state;
}

/** Somebody wrote the same phones or counters at the same time: what they did is seen by the next try. */
function isAboutOthers(error: unknown): boolean {
  return ['40P01', '40001', '55P03', '23505', 'PT409'].includes(codeOf(error));
}

function isAboutRows(error: unknown): boolean {
  return isAboutData(error) || codeOf(error) === 'PT422';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Our own refusals (PT422) are worded for people; what else Postgres says of a row may hold its values. */
function refusalOf(row: GoodRow, error: unknown): RowError {
  const isOurs = codeOf(error) === 'PT422' && error instanceof Error;
  const slug = isOurs && 'detail' in error && typeof error.detail === 'string' ? error.detail : 'row_refused';
  return {
    row_number: row.row_number,
    column_number: 0,
    column_name: null,
    code: slug,
    message: isOurs ? error.message : 'The database did not take the row.',
    raw: row.phone,
  };
}
