import { fstatSync, read, readSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Encoding } from './decode_text.ts';
import type { Delimiter } from './detect_delimiter.ts';
import { openCsv, type TableRow } from './read_csv.ts';
import { openXlsx } from './read_xlsx.ts';
import { TableError } from './table_error.ts';

/** What somebody says about a file instead of having it guessed. */
export interface TableChoices {
  delimiter?: Delimiter | undefined;
  encoding?: Encoding | undefined;
  sheet?: string | undefined;
}

/** A file of rows, whatever its format. */
export interface Table {
  format: 'csv' | 'xlsx';
  /** What was found out about the format; for CSV the encoding is certain when all rows have been read. */
  about(): { delimiter?: string; encoding?: string; sheets?: string[]; sheet?: string };
  /** From the first row that is not a hint to a program. Every call reads the file anew. @throws TableError */
  rows(): AsyncGenerator<TableRow[]>;
}

/** OLE2: Excel before 2007, and newer workbooks with a password. */
const OLE2 = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
const ZIP = Buffer.from('PK\x03\x04', 'latin1');

/**
 * Opens a file by its content, not by its name.
 * @param fd stays open, and is the caller's to close
 * @param name only to word the refusal of a .xlsx that is none
 * @throws TableError
 */
export async function openTable(fd: number, name: string, choices: TableChoices): Promise<Table> {
  const head = Buffer.alloc(4);
  readSync(fd, head, 0, 4, 0);
  if (fstatSync(fd).size === 0) throw new TableError('file_empty', 'The file is empty.');
  if (head.equals(OLE2)) {
    throw new TableError(
      'old_excel_format',
      'The file is an Excel workbook of the old format (.xls) or has a password. Save it as .xlsx without one, or as CSV.',
    );
  }
  if (head.equals(ZIP)) {
    const { sheets, sheet, rows } = await openXlsx(fd, choices.sheet);
    return { format: 'xlsx', about: () => ({ sheets, sheet }), rows };
  }
  if (/\.xlsx$/i.test(name)) {
    throw new TableError('not_a_workbook', 'The file is called .xlsx but is no Excel workbook.');
  }
  const csv = await openCsv(() => bytesOf(fd), choices);
  return {
    format: 'csv',
    about: () => ({ delimiter: csv.delimiter, encoding: csv.encoding() }),
    async *rows() {
      for await (const rows of csv.rows()) {
        yield csv.hinted && rows[0]?.number === 1 ? rows.slice(1) : rows;
      }
    },
  };
}

const readAt = promisify(read);

/** A stream would close the file with itself. */
async function* bytesOf(fd: number): AsyncGenerator<Buffer> {
  for (let position = 0; ; ) {
    const buffer = Buffer.allocUnsafe(64 * 1024);
    const { bytesRead } = await readAt(fd, buffer, 0, buffer.length, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
