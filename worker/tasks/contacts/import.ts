import type { Database } from '../../../functions/core/database.ts';
import type { Logger } from '../../../functions/core/log.ts';
import { createFewAtOnce } from '../../few_at_once.ts';
import { type Storage, StorageFailure } from '../../storage.ts';
import { openTable, type Table } from '../../tables/open_table.ts';
import { MAX_FILE_BYTES, TableError } from '../../tables/table_error.ts';
import { withContentInFile } from '../../temporary_file.ts';
import { analyseTable } from './analyse_table.ts';
import { uploadImportErrors } from './import_errors.ts';
import { type ImportJob, readImportJob } from './import_job.ts';
import { runImport } from './run_import.ts';

/**
 * Works on one import until it has to wait for people: reads the file through, or writes its contacts. The file is copied to
 * this machine first: an upload that breaks off halfway then cannot happen in the middle of a table.
 * @param deps.places imports at once in this process
 */
export function createContactImport(deps: {
  sql: Database;
  storage: Pick<Storage, 'download' | 'upload'>;
  log: Logger;
  places?: number;
}) {
  const { sql, storage, log, places = 2 } = deps;

  async function workOn(job: ImportJob, stopping: AbortSignal): Promise<'done' | 'interrupted'> {
    try {
      return await withTable(job, async (table) => {
        if (job.state === 'uploaded') {
          const analysis = await analyseTable(table, job, stopping);
          if (analysis === null) return 'interrupted';
          await sql`select private.record_import_analysis(${job.id}, ${sql.json(analysis as never)})`;
          return 'done';
        }
        const state = await runImport({ sql, log, job, table, stopping });
        if (state === 'interrupted') return 'interrupted';
        if (state === 'elsewhere') return 'done';
        const errorsPath = await uploadImportErrors({ sql, storage, job });
        await sql`select private.finish_import(${job.id}, ${errorsPath})`;
        return 'done';
      });
    } catch (error) {
      if (!(error instanceof TableError)) throw error;
      log.info('import_file_refused', { import_id: job.id, code: error.code });
      await sql`select private.fail_import(${job.id}, ${error.code}, ${error.message})`;
      return 'done';
    }
  }

  async function withTable<T>(job: ImportJob, use: (table: Table) => Promise<T>): Promise<T> {
    const content = await storage.download('imports', job.storage_path).catch((error) => {
      if (error instanceof StorageFailure && error.code === 'NoSuchKey') {
        throw new TableError('file_missing', 'The file was not uploaded, or was removed.');
      }
      throw error;
    });
    const tooLarge = () =>
      new TableError('file_too_large', `The file is larger than ${MAX_FILE_BYTES / 1024 / 1024} MB.`);
    return withContentInFile(content, { maxBytes: MAX_FILE_BYTES, tooLarge }, async (fd) => {
      const { delimiter, encoding, sheet } = job.reading;
      return use(await openTable(fd, job.file_name, { delimiter, encoding, sheet }));
    });
  }

  return createFewAtOnce({ sql, task: 'contacts/import', places })(async (id, stopping) => {
    const job = await readImportJob(sql, id);
    if (job === null || !['uploaded', 'dry_run', 'running'].includes(job.state)) return 'done';
    return workOn(job, stopping);
  });
}
