import { type Storage, StorageFailure } from '../../storage.ts';
import { openTable, type Table } from '../../tables/open_table.ts';
import { MAX_FILE_BYTES, TableError } from '../../tables/table_error.ts';
import { withContentInFile } from '../../temporary_file.ts';
import type { ImportJob } from './import_job.ts';

/**
 * Opens the file of an import. It is copied to this machine first: an upload that breaks off halfway then cannot happen in the
 * middle of a table.
 * @throws TableError when the file is not there, too large, or no table
 */
export async function withImportFile<T>(
  storage: Pick<Storage, 'download'>,
  job: Pick<ImportJob, 'storage_path' | 'file_name' | 'reading'>,
  use: (table: Table) => Promise<T>,
): Promise<T> {
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
