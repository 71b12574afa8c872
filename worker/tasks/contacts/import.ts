import type { Database } from '../../../functions/core/database.ts';
import type { Logger } from '../../../functions/core/log.ts';
import { createFewAtOnce } from '../../few_at_once.ts';
import type { Storage } from '../../storage.ts';
import { TableError } from '../../tables/table_error.ts';
import { analyseTable } from './analyse_table.ts';
import { uploadImportErrors } from './import_errors.ts';
import { withImportFile } from './import_file.ts';
import { type ImportJob, readImportJob } from './import_job.ts';
import { runImport } from './run_import.ts';

/**
 * Works on one import until it has to wait for people: reads the file through, or writes its contacts.
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
      return await withImportFile(storage, job, async (table) => {
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

  return createFewAtOnce({ sql, task: 'contacts/import', places })(async (id, stopping) => {
    const job = await readImportJob(sql, id);
    if (job === null || !['uploaded', 'dry_run', 'running'].includes(job.state)) return 'done';
    return workOn(job, stopping);
  });
}
