/** Why a file cannot be read as a table: final, and told to whoever sent it. */
export type TableErrorCode =
  | 'file_empty'
  | 'file_missing'
  | 'file_too_large'
  | 'file_not_text'
  | 'no_rows'
  | 'too_many_rows'
  | 'too_many_columns'
  | 'row_too_long'
  | 'quote_not_closed'
  | 'old_excel_format'
  | 'not_a_workbook'
  | 'workbook_damaged'
  | 'workbook_too_large'
  | 'sheet_unknown';

/** A file that is no table we can read. The message names the place and what to do; it holds nothing of the file's content. */
export class TableError extends Error {
  readonly code: TableErrorCode;

  constructor(code: TableErrorCode, message: string) {
    super(message);
    this.name = 'TableError';
    this.code = code;
  }
}

/** Largest file that is read. */
export const MAX_FILE_BYTES = 100 * 1024 * 1024;
/** Rows of a file, the header not counted. */
export const MAX_ROWS = 1_000_000;
export const MAX_COLUMNS = 256;
/** Characters of one row: more means that a quote was opened and never closed. */
export const MAX_ROW_LENGTH = 4 * 1024 * 1024;
