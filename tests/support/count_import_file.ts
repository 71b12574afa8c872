import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** What an import of a file must come to. */
export interface FileCount {
  rows: number;
  good: number;
  duplicate: number;
  failed: number;
  /** Of the good phones in order of their digits. */
  fingerprint: string;
}

/**
 * Counts a file of writeImportFile without anything of the importer: reads it whole as single bytes, which suffices because all
 * that separates is ASCII, and knows the four shapes of phones that such files hold.
 */
export function countImportFile(path: string): FileCount {
  const seen = new Set<string>();
  const count = { rows: 0, good: 0, duplicate: 0, failed: 0 };
  for (const cells of recordsOf(readFileSync(path, 'latin1')).slice(1)) {
    if (cells.length === 1 && cells[0] === '') continue;
    count.rows++;
    const phone = phoneIn(cells[1] ?? '');
    if (phone === null || !isSound(cells)) count.failed++;
    else if (seen.has(phone)) count.duplicate++;
    else {
      seen.add(phone);
      count.good++;
    }
  }
  return { ...count, fingerprint: fingerprintOf([...seen]) };
}

/** A hash of phones that does not depend on their order. */
export function fingerprintOf(phones: string[]): string {
  return createHash('sha256').update(phones.toSorted().join('\n')).digest('hex');
}

function recordsOf(text: string): string[][] {
  const records: string[][] = [];
  let cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (isQuoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') cell += text[++i];
      else isQuoted = false;
    } else if (c === '"') isQuoted = true;
    else if (c === ';') {
      cells.push(cell);
      cell = '';
    } else if (c === '\n') {
      records.push([...cells, cell]);
      cells = [];
      cell = '';
    } else if (c !== '\r') cell += c;
  }
  if (cells.length > 0 || cell !== '') records.push([...cells, cell]);
  return records;
}

function phoneIn(cell: string): string | null {
  if (/[a-z]/i.test(cell)) return null;
  let digits = cell.replace('(0)', '').replace(/[^0-9]/g, '');
  if (digits.startsWith('00')) digits = digits.slice(2);
  else if (digits.startsWith('0')) digits = `49${digits.slice(1)}`;
  return /^(49151\d{8}|1415[2-9]\d{6}|447911\d{6}|55119[6-9]\d{7})$/.test(digits) ? `+${digits}` : null;
}

function isSound([name = '', , , score = '', date = '', vip = '', more]: string[]): boolean {
  const [day, month] = date.split('.').map(Number);
  return (
    Buffer.from(name, 'latin1').length <= 200 &&
    /^\d+$/.test(score) &&
    !(month === 2 && (day ?? 0) > 29) &&
    /^(ja|no)$/.test(vip) &&
    more === undefined
  );
}
