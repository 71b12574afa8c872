import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * Writes a file of contacts as customers send them: semicolons, quotes with line breaks in them, CRLF and LF, every seventh row
 * in windows-1252 and the others in UTF-8, phones of four countries in a dozen notations, one row in ten malformed in one of nine
 * ways, about one in seven a phone that came before, written differently. The same for the same number of rows.
 */
export async function writeImportFile(path: string, rows: number): Promise<void> {
  await pipeline(Readable.from(blocks(rows)), createWriteStream(path));
}

function* blocks(rows: number): Generator<Buffer> {
  const random = mulberry32(20_261_120);
  const phones: string[] = [];
  let block: Buffer[] = [Buffer.from('Name;Mobile number;City;Score;Member since;VIP\r\n')];
  for (let i = 0; i < rows; i++) {
    const kind = i % 20;
    let phone: string;
    if (kind === 3 || kind === 9 || kind === 15) phone = phones[Math.floor(random() * phones.length)] ?? '';
    else {
      phone = phoneOf(i);
      if (kind !== 5 && kind !== 11) phones.push(phone);
    }
    const cells = [
      nameOf(i, random),
      notation(phone, random),
      CITIES[i % CITIES.length] ?? '',
      String(i % 1000),
    ];
    cells.push(`${String((i % 28) + 1).padStart(2, '0')}.${String((i % 12) + 1).padStart(2, '0')}.2024`);
    cells.push(i % 3 === 0 ? 'ja' : 'no');
    if (kind === 5 || kind === 11) spoil(cells, Math.floor(i / 10) % 9);
    const line = cells
      .map((cell) => (/[;"\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
      .join(';');
    const end = i % 5 === 0 ? '\n' : '\r\n';
    block.push(Buffer.from(`${line}${i % 1000 === 999 ? end : ''}${end}`, i % 7 === 0 ? 'latin1' : 'utf8'));
    if (block.length >= 500) {
      yield Buffer.concat(block);
      block = [];
    }
  }
  yield Buffer.concat(block);
}

const CITIES = ['Köln', 'São Paulo', 'Besançon', 'Ulm; Donau', 'London', 'Århus'];

function nameOf(i: number, random: () => number): string {
  const name = `${['Jürgen', 'Zoë', 'Ana', 'Peer "Pit"', 'Iñigo'][i % 5]} Müller ${i}`;
  return random() < 0.05 ? `${name}\nc/o Nobody` : name;
}

/** A number that nobody else of the file has, in one of four countries. */
function phoneOf(i: number): string {
  const n = i.toString().padStart(6, '0');
  if (i % 4 === 0) return `+49151${String(10_000_000 + i)}`;
  if (i % 4 === 1) return `+1415${String(2_000_000 + (i % 7_000_000))}`;
  if (i % 4 === 2) return `+447${911_000_000 + i}`;
  return `+55119${String(70_000_000 + Number(n))}`;
}

/** The same number as somebody would write it. */
function notation(phone: string, random: () => number): string {
  const ways = [
    (p: string) => p,
    (p: string) => `00${p.slice(1)}`,
    (p: string) => `${p.slice(0, 3)} ${p.slice(3, 6)}-${p.slice(6)}`,
    (p: string) => ` ${p.slice(0, 3)}.${p.slice(3)} `,
    (p: string) => `${p.slice(0, 5)}/${p.slice(5, 8)} ${p.slice(8)}`,
  ];
  const german = [
    (p: string) => `0${p.slice(3)}`,
    (p: string) => `0${p.slice(3, 6)} / ${p.slice(6)}`,
    (p: string) => `+49 (0)${p.slice(3)}`,
    (p: string) => p.slice(1),
  ];
  const all = phone.startsWith('+49') ? [...ways, ...german] : ways;
  return all[Math.floor(random() * all.length)]?.(phone) ?? phone;
}

function spoil(cells: string[], way: number): void {
  if (way === 0) cells[1] = '';
  else if (way === 1) cells[1] = 'unknown';
  else if (way === 2) cells[1] = '+49 151 12';
  else if (way === 3) cells[1] = '4.91511E+12';
  else if (way === 4) cells[3] = 'many';
  else if (way === 5) cells[4] = '31.02.2024';
  else if (way === 6) cells.push('one too many');
  else if (way === 7) cells[5] = 'perhaps';
  else cells[0] = 'x'.repeat(201);
}

function mulberry32(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
