import type { Readable } from 'node:stream';
import yauzl from 'yauzl';
import { TableError } from './table_error.ts';

/** A workbook has a few dozen parts. */
const MAX_ENTRIES = 2000;
/** Bytes that all parts may have together when they are unpacked. */
const MAX_UNPACKED = 1024 * 1024 * 1024;
/** How far a part may be packed; the XML of tables reaches a hundred, a bomb a thousand. */
const MAX_RATIO = 500;
/** Small parts may be packed better: a few bytes of overhead weigh more. */
const RATIO_COUNTS_FROM = 1024 * 1024;

/** The parts of a workbook by name. */
export interface ZipEntries {
  has(name: string): boolean;
  /** @throws TableError when there is no such part */
  open(name: string): Promise<Readable>;
}

/**
 * Reads the directory of a zip file and refuses bombs by what it declares; while a part is read, yauzl sees to it that no more
 * comes out than was declared.
 * @throws TableError not_a_workbook, workbook_too_large
 */
export async function openZip(fd: number): Promise<ZipEntries> {
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) =>
    yauzl.fromFd(fd, { lazyEntries: true, autoClose: false }, (error, file) =>
      error ? reject(damaged(error)) : resolve(file),
    ),
  );
  if (zip.entryCount > MAX_ENTRIES) throw tooLarge();
  const entries = await readDirectory(zip);
  return {
    has: (name) => entries.has(name),
    open(name) {
      const entry = entries.get(name);
      if (entry === undefined) throw damaged(new Error(`it lacks ${name}`));
      return new Promise((resolve, reject) =>
        zip.openReadStream(entry, (error, stream) => (error ? reject(damaged(error)) : resolve(stream))),
      );
    },
  };
}

function readDirectory(zip: yauzl.ZipFile): Promise<Map<string, yauzl.Entry>> {
  const entries = new Map<string, yauzl.Entry>();
  let unpacked = 0;
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: yauzl.Entry) => {
      unpacked += entry.uncompressedSize;
      const ratio = entry.uncompressedSize / Math.max(entry.compressedSize, 1);
      if (unpacked > MAX_UNPACKED || (entry.uncompressedSize > RATIO_COUNTS_FROM && ratio > MAX_RATIO)) {
        reject(tooLarge());
        return;
      }
      entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', (error: Error) => reject(damaged(error)));
    zip.readEntry();
  });
}

function tooLarge(): TableError {
  return new TableError(
    'workbook_too_large',
    'The workbook unpacks to far more than a table of this size would. Save the sheet as CSV and import that.',
  );
}

/** What is said when a part of a workbook is missing or makes no sense. */
export function damaged(cause: Error): TableError {
  return new TableError('workbook_damaged', `The Excel workbook cannot be read: ${cause.message}.`);
}
