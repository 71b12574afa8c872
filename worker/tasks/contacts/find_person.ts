import { z } from 'zod';
import type { Storage } from '../../storage.ts';
import type { Table } from '../../tables/open_table.ts';
import { TableError } from '../../tables/table_error.ts';
import { withImportFile } from './import_file.ts';
import { importReading } from './import_job.ts';

/** What private.import_files_to_search gives: files, and the ends of a person's ids. */
export const filesToSearch = z.object({
  needles: z.array(z.string()),
  files: z.array(
    z.object({ id: z.string(), file_name: z.string(), storage_path: z.string(), reading: importReading }),
  ),
});

/**
 * The imports in whose files a person stands, however the phone is written there: its last digits are in a row once all but
 * letters, digits and dots is left out. A file that cannot be read counts too, for nobody can tell; one that is not there does not.
 */
export async function findPersonInFiles(
  storage: Pick<Storage, 'download'>,
  { needles, files }: z.infer<typeof filesToSearch>,
): Promise<string[]> {
  if (needles.length === 0) return [];
  const found: string[] = [];
  for (const file of files) {
    try {
      if (await withImportFile(storage, file, (table) => isInTable(table, needles))) found.push(file.id);
    } catch (error) {
      if (!(error instanceof TableError)) throw error;
      if (error.code !== 'file_missing') found.push(file.id);
    }
  }
  return found;
}

async function isInTable(table: Table, needles: string[]): Promise<boolean> {
  for await (const rows of table.rows()) {
    for (const { cells } of rows) {
      for (const cell of cells) {
        const bare = cell.replace(/[^A-Za-z0-9.]/g, '');
        if (needles.some((needle) => bare.includes(needle))) return true;
      }
    }
  }
  return false;
}
