import { readXml } from './read_xml.ts';
import { TableError } from './table_error.ts';
import type { ZipEntries } from './zip_entries.ts';

const BLOCK = 1024 * 1024;
/** Bytes and number of different texts that are kept. */
const MAX_BLOCKS = 48;
const MAX_STRINGS = 2_000_000;

/** The texts that cells refer to by number, kept as bytes: as JavaScript strings they would take several times as much. */
export interface SharedStrings {
  get(index: number): string;
}

/** @throws TableError workbook_too_large when the texts exceed 48 MB */
export async function readSharedStrings(zip: ZipEntries, name: string): Promise<SharedStrings> {
  const blocks: Buffer[] = [];
  let used = BLOCK;
  let places = new Uint32Array(1024);
  let count = 0;
  let text = '';
  let isText = false;
  let isPhonetic = false;

  function keep(): void {
    const bytes = Buffer.from(text);
    if (used + bytes.length > BLOCK) {
      blocks.push(Buffer.allocUnsafe(Math.max(BLOCK, bytes.length)));
      used = 0;
    }
    if (bytes.length > BLOCK || blocks.length > MAX_BLOCKS || count >= MAX_STRINGS) {
      throw new TableError(
        'workbook_too_large',
        'The workbook holds more different texts than can be kept. Save the sheet as CSV and import that.',
      );
    }
    bytes.copy(blocks[blocks.length - 1] as Buffer, used);
    if (count * 2 + 2 > places.length) {
      const larger = new Uint32Array(places.length * 2);
      larger.set(places);
      places = larger;
    }
    places[count * 2] = (blocks.length - 1) * BLOCK + used;
    places[count * 2 + 1] = bytes.length;
    used += bytes.length;
    count++;
  }

  if (zip.has(name)) {
    const listener = {
      open(tag: string) {
        if (tag === 'si') text = '';
        else if (tag === 'rPh') isPhonetic = true;
        else isText = tag === 't' && !isPhonetic;
      },
      close(tag: string) {
        if (tag === 'si') keep();
        else if (tag === 'rPh') isPhonetic = false;
        isText = false;
      },
      text(piece: string) {
        if (isText) text += piece;
      },
    };
    for await (const _ of readXml(await zip.open(name), listener));
  }
  return {
    get(index) {
      if (!(index >= 0 && index < count)) return '';
      const place = places[index * 2] ?? 0;
      const start = place % BLOCK;
      const block = blocks[(place - start) / BLOCK];
      return block?.toString('utf8', start, start + (places[index * 2 + 1] ?? 0)) ?? '';
    },
  };
}
