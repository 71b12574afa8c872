import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { Database } from '../../../functions/core/database.ts';
import type { Logger } from '../../../functions/core/log.ts';
import { createFewAtOnce } from '../../few_at_once.ts';
import type { Storage } from '../../storage.ts';
import { writeCsv } from '../../tables/write_csv.ts';
import { MAX_SHEET_ROWS, writeXlsx } from '../../tables/write_xlsx.ts';
import { withTemporaryPath } from '../../temporary_file.ts';

const exportJob = z.object({
  id: z.string(),
  kind: z.string(),
  format: z.enum(['csv', 'xlsx']),
  storage_path: z.string(),
  columns: z.array(z.string()),
});
type ExportJob = z.infer<typeof exportJob>;

const exportPage = z.object({ rows: z.array(z.array(z.string())), next: z.string().nullable() });

const TYPES = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** An export that no repetition would bring to an end. */
class ExportError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** The worker stops, or the export is no longer wanted. */
class Interruption extends Error {}

/**
 * Makes the file of an export, page by page, and stores it. Begun again it makes the same file under the same name.
 * @param deps.places exports at once in this process
 */
export function createExport(deps: {
  sql: Database;
  storage: Pick<Storage, 'upload'>;
  log: Logger;
  places?: number;
}) {
  const { sql, storage, log, places = 2 } = deps;

  async function* rowsOf(job: ExportJob, stopping: AbortSignal, counted: { rows: number }) {
    yield [job.columns];
    let after: string | null = null;
    do {
      if (stopping.aborted) throw new Interruption();
      const [row]: { page: unknown }[] = await sql`select private.export_page(${job.id}, ${after}) as page`;
      const page = exportPage.nullable().parse(row?.page ?? null);
      if (page === null) throw new Interruption();
      counted.rows += page.rows.length;
      if (job.format === 'xlsx' && counted.rows >= MAX_SHEET_ROWS) {
        throw new ExportError(
          'too_many_rows',
          'A sheet of Excel has 1,048,576 rows. Export as CSV, or fewer contacts.',
        );
      }
      yield page.rows;
      after = page.next;
    } while (after !== null);
  }

  async function make(job: ExportJob, stopping: AbortSignal): Promise<void> {
    const counted = { rows: 0 };
    await withTemporaryPath(async (file) => {
      const rows = rowsOf(job, stopping, counted);
      const content = job.format === 'csv' ? writeCsv(rows) : writeXlsx(job.kind, rows);
      await pipeline(content, createWriteStream(file));
      await storage.upload('exports', job.storage_path, file, TYPES[job.format]);
    });
    await sql`select private.finish_export(${job.id}, ${job.storage_path}, ${counted.rows})`;
    log.info('export_made', { export_id: job.id, rows: counted.rows });
  }

  return createFewAtOnce({ sql, task: 'ops/export', places })(async (id, stopping) => {
    const [row] = await sql<{ job: unknown }[]>`select private.begin_export(${id}) as job`;
    const job = exportJob.nullable().parse(row?.job ?? null);
    if (job === null) return 'done';
    try {
      await make(job, stopping);
    } catch (error) {
      if (error instanceof Interruption) return stopping.aborted ? 'interrupted' : 'done';
      const refused = refusalOf(error);
      if (refused === null) throw error;
      log.info('export_refused', { export_id: id, code: refused.code });
      await sql`select private.fail_export(${id}, ${refused.code}, ${refused.message})`;
    }
    return 'done';
  });
}

/** What is final: our own limits, and a filter that names what is gone. */
function refusalOf(error: unknown): { code: string; message: string } | null {
  if (error instanceof ExportError) return error;
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'PT422') return null;
  return { code: 'detail' in error ? String(error.detail) : 'export_invalid', message: error.message };
}
