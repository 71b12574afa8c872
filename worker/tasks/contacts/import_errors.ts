import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Database } from '../../../functions/core/database.ts';
import type { Storage } from '../../storage.ts';
import { writeCsv } from '../../tables/write_csv.ts';
import { withTemporaryPath } from '../../temporary_file.ts';
import { type ImportJob, readImportJob } from './import_job.ts';

const PAGE = 5000;

/**
 * Makes the file of an import's refused rows and stores it beside the exports of the brand.
 * @returns its path in the bucket exports; null when every row was good
 */
export async function uploadImportErrors(deps: {
  sql: Database;
  storage: Pick<Storage, 'upload'>;
  job: ImportJob;
}): Promise<string | null> {
  const { sql, storage, job } = deps;
  const now = await readImportJob(sql, job.id);
  if (now === null || now.rows_with_errors === 0) return null;
  const path = `${job.organization_id}/${job.brand_id}/${job.id}/errors.csv`;
  await withTemporaryPath(async (file) => {
    await pipeline(writeCsv(errorRows(sql, job.id)), createWriteStream(file));
    await storage.upload('exports', path, file, 'text/csv');
  });
  return path;
}

interface ErrorLine {
  row_number: number;
  column_number: number;
  column_name: string | null;
  code: string;
  message: string;
  raw: string | null;
}

async function* errorRows(sql: Database, importId: string): AsyncGenerator<string[][]> {
  yield [['row', 'column', 'code', 'message', 'value']];
  let last: { row_number: number; column_number: number } | undefined = { row_number: 0, column_number: 0 };
  while (last !== undefined) {
    const lines: ErrorLine[] = await sql<ErrorLine[]>`
      select * from private.import_errors(${importId}, ${last.row_number}, ${last.column_number}, ${PAGE})`;
    if (lines.length > 0) {
      yield lines.map((line) => [
        String(line.row_number),
        line.column_name ?? '',
        line.code,
        line.message,
        line.raw ?? '',
      ]);
    }
    last = lines.length < PAGE ? undefined : lines.at(-1);
  }
}
