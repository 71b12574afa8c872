import type { TableRow } from './read_csv.ts';
import { readXml } from './read_xml.ts';
import { readSharedStrings, type SharedStrings } from './shared_strings.ts';
import { MAX_COLUMNS, TableError } from './table_error.ts';
import { readWorkbook, type Workbook } from './workbook.ts';
import { openZip } from './zip_entries.ts';

export interface XlsxTable {
  sheets: string[];
  sheet: string;
  /** The rows of the sheet; blank ones may be missing. @throws TableError */
  rows(): AsyncGenerator<TableRow[]>;
}

/**
 * Opens a sheet of an Excel workbook; memory grows with its different texts only, and those are bounded.
 * @param sheet its name; the first one without
 * @throws TableError
 */
export async function openXlsx(fd: number, sheet?: string): Promise<XlsxTable> {
  const zip = await openZip(fd);
  const workbook = await readWorkbook(zip);
  const chosen =
    sheet === undefined ? workbook.sheets[0] : workbook.sheets.find(({ name }) => name === sheet);
  if (chosen === undefined) {
    throw new TableError(
      'sheet_unknown',
      `The workbook has no sheet of this name. It has: ${names(workbook)}.`,
    );
  }
  return {
    sheets: workbook.sheets.map(({ name }) => name),
    sheet: chosen.name,
    async *rows() {
      const strings = await readSharedStrings(zip, workbook.sharedStrings);
      let rows: TableRow[] = [];
      const reader = createSheetReader(workbook, strings, (row) => rows.push(row));
      for await (const _ of readXml(await zip.open(chosen.part), reader)) {
        if (rows.length === 0) continue;
        yield rows;
        rows = [];
      }
    },
  };
}

function names({ sheets }: Workbook): string {
  return sheets
    .slice(0, 20)
    .map(({ name }) => name)
    .join(', ');
}

/** Puts the rows of a sheet together. */
function createSheetReader(workbook: Workbook, strings: SharedStrings, give: (row: TableRow) => void) {
  let row: TableRow = { number: 0, cells: [] };
  let column = -1;
  let type = 'n';
  let isDate = false;
  let value = '';
  let isValue = false;

  return {
    open(tag: string, attributes: Record<string, string>) {
      if (tag === 'row') {
        row = { number: Number(attributes.r ?? row.number + 1), cells: [] };
        column = -1;
      } else if (tag === 'c') {
        column = attributes.r === undefined ? column + 1 : columnOf(attributes.r);
        type = attributes.t ?? 'n';
        isDate = workbook.isDateStyle[Number(attributes.s ?? 0)] ?? false;
        value = '';
      } else isValue = tag === 'v' || tag === 't';
    },
    close(tag: string) {
      isValue = false;
      if (tag === 'row') give(row);
      else if (tag === 'c' && value !== '') {
        if (column >= MAX_COLUMNS) {
          throw new TableError('too_many_columns', `The sheet has more than ${MAX_COLUMNS} columns.`);
        }
        while (row.cells.length < column) row.cells.push('');
        row.cells[column] = textOf();
      }
    },
    text(piece: string) {
      if (isValue) value += piece;
    },
  };

  function textOf(): string {
    switch (type) {
      case 's':
        return strings.get(Number(value));
      case 'b':
        return value === '1' ? 'true' : 'false';
      case 'n':
        return isDate ? dateText(Number(value), workbook.is1904) : numberText(value);
      // A formula's error, such as #N/A, is no value.
      case 'e':
        return '';
      default:
        return value;
    }
  }
}

/** "AB12" → 27. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference) {
    const code = letter.charCodeAt(0);
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column - 1;
}

/** A number as a sheet shows it: at most 15 digits, a phone number without exponent. */
function numberText(value: string): string {
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  return Number.isInteger(number) && Math.abs(number) < 1e21
    ? number.toFixed(0)
    : String(Number(number.toPrecision(15)));
}

/** The day number of a date, with the time of day as its fraction, in ISO 8601. */
function dateText(serial: number, is1904: boolean): string {
  const DAY_OF_1970 = 25569;
  const seconds = Math.round((serial + (is1904 ? 1462 : 0) - DAY_OF_1970) * 86400);
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return '';
  const text = date.toISOString().slice(0, 19);
  return seconds % 86400 === 0 ? text.slice(0, 10) : text;
}
