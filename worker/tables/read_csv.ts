import { CsvError, parse } from 'csv-parse';
import { createDecoder, type Decoder, detectEncoding, type Encoding } from './decode_text.ts';
import { type Delimiter, detectDelimiter } from './detect_delimiter.ts';
import { MAX_ROW_LENGTH, TableError } from './table_error.ts';

/** Text that is looked at to find the delimiter. */
const SAMPLE = 64 * 1024;

/** Rows that are handed on at once. */
const ROWS = 500;

/** A row as it stands in the file; rows are numbered from 1, as a spreadsheet does. */
export interface TableRow {
  number: number;
  cells: string[];
}

export interface CsvChoices {
  delimiter?: Delimiter | undefined;
  encoding?: Encoding | undefined;
}

export interface CsvTable {
  delimiter: Delimiter;
  /** Whether the first row is not data but Excel's "sep=". */
  hinted: boolean;
  /** Known as a whole when all rows have been read. */
  encoding(): string;
  /** All rows from the first line on, blank ones too, as they stand in the file. @throws TableError */
  rows(): AsyncGenerator<TableRow[]>;
}

/**
 * Opens a file of separated values; memory does not grow with its length.
 * @param open reads the file from its beginning, as often as it is called
 */
export async function openCsv(open: () => AsyncIterable<Buffer>, choices: CsvChoices): Promise<CsvTable> {
  const { head, isWhole } = await readHead(open());
  if (head.length === 0) throw new TableError('file_empty', 'The file is empty.');
  const detected = detectEncoding(head);
  const encoding = choices.encoding ?? detected.encoding;
  const mark = encoding === detected.encoding ? detected.mark : 0;
  const newDecoder = () => createDecoder(encoding, choices.encoding !== undefined);
  const sampleDecoder = newDecoder();
  let sample = sampleDecoder.write(head.subarray(mark));
  if (isWhole) sample += sampleDecoder.end();
  if (sample.trim() === '' && isWhole) throw new TableError('file_empty', 'The file is empty.');
  refuseBinary(sample);
  const guessed = detectDelimiter(sample, isWhole);
  const delimiter = choices.delimiter ?? guessed.delimiter;
  let decoder: Decoder = sampleDecoder;

  return {
    delimiter,
    hinted: guessed.hinted,
    encoding: () => decoder.found(),
    rows() {
      decoder = newDecoder();
      return parseRows(decodeAll(open(), decoder, mark), delimiter);
    },
  };
}

async function readHead(source: AsyncIterable<Buffer>): Promise<{ head: Buffer; isWhole: boolean }> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of source) {
    parts.push(part);
    length += part.length;
    if (length >= SAMPLE) return { head: Buffer.concat(parts), isWhole: false };
  }
  return { head: Buffer.concat(parts), isWhole: true };
}

/** A picture or a program is no table, whatever its name says. */
function refuseBinary(sample: string): void {
  const odd = sample.slice(0, 4096).match(/(?![\t\n\v\f\r])\p{Cc}|\ufffd/gu)?.length ?? 0;
  if (odd > Math.min(sample.length, 4096) * 0.1) {
    throw new TableError(
      'file_not_text',
      'The file is neither text nor an Excel workbook. Save it as CSV or XLSX.',
    );
  }
}

async function* decodeAll(source: AsyncIterable<Buffer>, decoder: Decoder, mark: number) {
  let toSkip = mark;
  for await (const bytes of source) {
    const skipped = Math.min(toSkip, bytes.length);
    toSkip -= skipped;
    const text = decoder.write(bytes.subarray(skipped));
    if (text !== '') yield text;
  }
  const last = decoder.end();
  if (last !== '') yield last;
}

async function* parseRows(texts: AsyncIterable<string>, delimiter: Delimiter): AsyncGenerator<TableRow[]> {
  let rows: TableRow[] = [];
  let count = 0;
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: MAX_ROW_LENGTH,
    // Taken here and not from the stream: one call a row instead of one promise.
    on_record(cells: string[]) {
      count++;
      rows.push({ number: count, cells });
      return null;
    },
  });
  // Told by the callback of write too, but thrown at us if nobody listens.
  parser.on('error', () => {});
  const give = (text: string | null) =>
    new Promise<void>((resolve, reject) => {
      const done = (error?: Error | null) => (error ? reject(toTableError(error, count + 1)) : resolve());
      if (text === null) parser.end(done);
      else parser.write(text, done);
    });
  try {
    for await (const text of texts) {
      await give(text);
      if (rows.length < ROWS) continue;
      yield rows;
      rows = [];
    }
    await give(null);
    if (rows.length > 0) yield rows;
  } finally {
    parser.destroy();
  }
}

function toTableError(error: Error, row: number): Error {
  if (!(error instanceof CsvError)) return error;
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
    return new TableError('quote_not_closed', `A quote that is opened in row ${row} is never closed.`);
  }
  if (error.code === 'CSV_MAX_RECORD_SIZE') {
    return new TableError(
      'row_too_long',
      `Row ${row} is longer than ${MAX_ROW_LENGTH / 1024 / 1024} MB: is a quote missing?`,
    );
  }
  return error;
}
