import type { TableRow } from '../../tables/read_csv.ts';
import { withoutApostrophe } from '../../tables/write_csv.ts';
import { type Attribute, type DateFormat, readAttribute } from './attribute_cells.ts';
import { createPhoneReader, PHONE_FAULTS } from './phones.ts';
import { createSeenPhones } from './seen_phones.ts';

/** A row of the file as the database takes it. */
export interface GoodRow {
  row_number: number;
  phone: string;
  name?: string;
  locale?: string;
  attributes?: Record<string, string | number | boolean>;
  labels?: string[];
  groups?: string[];
}

/** Why a row was refused. Columns count from 1; 0 is the whole row. */
export interface RowError {
  row_number: number;
  column_number: number;
  column_name: string | null;
  code: string;
  message: string;
  raw: string;
}

/** A column of the file and what it is for. */
export interface MappedColumn {
  column: number;
  field: 'phone' | 'name' | 'locale' | 'labels' | 'groups' | 'attribute';
  key?: string | undefined;
}

const MAX_NAME = 200;
const MAX_NAMES_IN_CELL = 20;
/** Different labels, or groups, that one file may name: more of them are another column. */
const MAX_NAMES_IN_FILE = 500;
const RAW = 200;

/**
 * Turns rows of a file into contacts or refusals. Of rows with the same phone the first good one counts. What it says of a row
 * depends on the rows before it and on nothing else, so a file read again gives the same.
 */
export function createRowReader(settings: {
  mapping: MappedColumn[];
  /** Names of all columns of the file. */
  columns: string[];
  /** Cells beyond the columns are left out of account, and do not make a row doubtful. */
  ignoresMore: boolean;
  attributes: Attribute[];
  defaultCountry: string | null;
  dateFormat: DateFormat;
}) {
  const { columns, dateFormat } = settings;
  const readPhone = createPhoneReader(settings.defaultCountry);
  const seen = createSeenPhones();
  const namesSeen = { labels: new Set<string>(), groups: new Set<string>() };
  const attributes = new Map(settings.attributes.map((attribute) => [attribute.key, attribute]));
  // The phone last: whether it has come before matters only for a row that is good otherwise.
  const mapping = settings.mapping.toSorted(
    (a, b) => Number(a.field === 'phone') - Number(b.field === 'phone'),
  );

  /** A contact, its refusals, or null for a row that is blank. */
  return function readRow({ number, cells }: TableRow): GoodRow | RowError[] | null {
    if (cells.every((cell) => cell.trim() === '')) return null;
    const row: GoodRow = { row_number: number, phone: '' };
    const errors: RowError[] = [];
    const refuse = (column: number, code: string, message: string) => {
      errors.push({
        row_number: number,
        column_number: column + 1,
        column_name: columns[column] ?? null,
        code,
        message,
        raw: cut(cells[column] ?? cells.join(' | ')),
      });
    };
    if (
      !settings.ignoresMore &&
      cells.length > columns.length &&
      cells.slice(columns.length).some((cell) => cell.trim() !== '')
    ) {
      refuse(-1, 'too_many_cells', `The row has ${cells.length} cells, the file ${columns.length} columns.`);
      return errors;
    }

    for (const { column, field, key } of mapping) {
      const cell = withoutApostrophe((cells[column] ?? '').trim());
      if (cell.includes('\0')) refuse(column, 'nul_byte', 'The cell holds a zero byte.');
      else if (field === 'phone') {
        const read = readPhone(cell);
        if ('fault' in read) refuse(column, read.fault, PHONE_FAULTS[read.fault]);
        else row.phone = read.phone;
      } else if (cell !== '') {
        const fault = take(row, field, cell.toWellFormed(), key);
        if (fault !== undefined) refuse(column, fault.code, fault.message);
      }
    }
    if (errors.length > 0) return errors;
    const first = seen.firstRow(row.phone, number);
    if (first === number) return row;
    const phoneColumn = mapping.at(-1)?.column ?? 0;
    refuse(phoneColumn, 'duplicate_in_file', `Row ${first} has the same phone number.`);
    return errors;
  };

  function take(
    row: GoodRow,
    field: MappedColumn['field'],
    cell: string,
    key = '',
  ): { code: string; message: string } | undefined {
    if (field === 'name') {
      if (cell.length > MAX_NAME) return tooLong(MAX_NAME);
      row.name = cell;
    } else if (field === 'locale') {
      if (!/^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,2}$/.test(cell)) {
        return { code: 'locale_invalid', message: 'The column takes languages such as de or pt_BR.' };
      }
      row.locale = cell;
    } else if (field === 'labels' || field === 'groups') {
      const names = [...new Set(cell.split(/[,;|\n]/).map((name) => name.trim()))].filter(
        (name) => name !== '',
      );
      if (names.some((name) => name.length > 80)) return tooLong(80);
      if (names.length > MAX_NAMES_IN_CELL) {
        return { code: 'too_many_names', message: `The cell names more than ${MAX_NAMES_IN_CELL} ${field}.` };
      }
      for (const name of names) namesSeen[field].add(name.toLowerCase());
      if (namesSeen[field].size > MAX_NAMES_IN_FILE) {
        return {
          code: 'too_many_names',
          message: `The file names more than ${MAX_NAMES_IN_FILE} ${field}: is this their column?`,
        };
      }
      row[field] = names;
    } else {
      const attribute = attributes.get(key);
      if (attribute === undefined)
        return { code: 'attribute_unknown', message: 'The attribute was removed.' };
      const read = readAttribute(cell, attribute, dateFormat);
      if ('fault' in read) return { code: 'attribute_invalid', message: read.fault };
      row.attributes ??= {};
      row.attributes[key] = read.value;
    }
    return undefined;
  }
}

export type RowReader = ReturnType<typeof createRowReader>;

function tooLong(characters: number) {
  return { code: 'cell_too_long', message: `The cell has more than ${characters} characters.` };
}

/** The beginning of a cell, in characters that Postgres takes. */
function cut(text: string): string {
  return text.slice(0, RAW).replaceAll('\0', '').toWellFormed();
}
