import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ImportWorld, startImportWorld } from '../support/import_world.ts';
import { PEOPLE_ROWS, workbookParts, zipBomb, zipOf } from '../support/workbook_file.ts';

let world: ImportWorld;
beforeAll(async () => {
  world = await startImportWorld();
});
afterAll(() => world.stop());
beforeEach(() => world.sql`delete from public.contacts where brand_id = ${world.brandId}`);

const PHONE = '+4915112345701';
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
const phones = async () =>
  (
    await world.sql<
      { phone: string }[]
    >`select phone from public.contacts where brand_id = ${world.brandId} order by 1`
  ).map(({ phone }) => phone);
const names = async () =>
  (
    await world.sql<{ name: string | null }[]>`
      select name from public.contacts where brand_id = ${world.brandId} order by phone`
  ).map(({ name }) => name);

/** Imports a file whose columns are a phone and a name. */
async function importAll(content: Uint8Array | string, fileName?: string) {
  const { id, state, analysis } = await world.upload(content, fileName);
  expect(state).toBe('analysed');
  const mapping = [{ column: 0, field: 'phone' as const }];
  const named = (analysis?.columns.length ?? 0) > 1 ? [{ column: 1, field: 'name' as const }] : [];
  const done = await world.run(id, { mapping: [...mapping, ...named], default_country: 'DE' });
  expect(done.state).toBe('completed');
  return { ...done, errors: await world.client.imports.errors(id) };
}

describe('what cannot be read is refused before anything is imported', () => {
  const good = `phone,name\n${PHONE},Ann\n`;
  const cases: [string, string, () => Promise<Uint8Array | string> | Uint8Array | string, string?][] = [
    ['an empty file', 'file_empty', () => ''],
    ['blank lines only', 'file_empty', () => ' \r\n\r\n \n'],
    ['a header without rows', 'no_rows', () => 'phone,name\r\n\r\n'],
    ['a quote that is never closed', 'quote_not_closed', () => `${good.repeat(3000)}${PHONE},"Bo\n${good}`],
    ['a row without end', 'row_too_long', () => `${good}${PHONE},"${`x\n${PHONE},`.repeat(500_000)}`],
    ['a line without end', 'row_too_long', () => `phone,name\n${PHONE},${'x'.repeat(6_000_000)}`],
    ['300 columns', 'too_many_columns', () => `${'a,'.repeat(300)}\n${PHONE}\n`],
    [
      'a picture',
      'file_not_text',
      () => Buffer.from([0x89, 0x50, 0x4e, 0x47, ...Array.from({ length: 999 }, (_, i) => (i * 7) % 32)]),
    ],
    [
      'an old Excel file',
      'old_excel_format',
      () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(5000)]),
    ],
    ['text that is called .xlsx', 'not_a_workbook', () => good, 'people.xlsx'],
    [
      'a zip file that is no workbook',
      'workbook_damaged',
      () => zipOf({ 'readme.txt': 'hello' }),
      'people.xlsx',
    ],
    [
      'half a workbook',
      'workbook_damaged',
      async () => (await zipOf(workbookParts(PEOPLE_ROWS))).subarray(0, 900),
      'people.xlsx',
    ],
    [
      'a workbook without end tags',
      'workbook_damaged',
      () =>
        zipOf({ ...workbookParts(''), 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row r="1"><c>' }),
      'people.xlsx',
    ],
    ['a zip bomb', 'workbook_too_large', zipBomb, 'people.xlsx'],
    [
      'a zip bomb that lies about its size',
      'workbook_damaged',
      async () => lie(await zipBomb()),
      'people.xlsx',
    ],
    [
      'a bomb of entities',
      'workbook_damaged',
      () => zipOf({ ...workbookParts(PEOPLE_ROWS), 'xl/sharedStrings.xml': ENTITIES }),
      'people.xlsx',
    ],
    [
      'a workbook of 2,001 parts',
      'workbook_too_large',
      () => zipOf(Object.fromEntries(Array.from({ length: 2001 }, (_, i) => [`p${i}`, '']))),
      'people.xlsx',
    ],
  ];
  test.each(cases)('%s: %s', async (_, code, content, fileName) => {
    const refused = await world.upload(await content(), fileName);
    expect(refused).toMatchObject({ state: 'failed', failure_code: code });
    expect(refused.failure_message).toMatch(/^[A-Z].{15,}[.?]$/);
    const again = await world.client.imports.start(refused.id, { mapping: [{ column: 0, field: 'phone' }] });
    expect(again.state).toBe('failed');
    expect(await phones()).toEqual([]);
  });
});

const ENTITIES =
  '<!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><sst><si><t>&b;&b;</t></si></sst>';

/** Declares every part of a zip as 10 bytes large. */
function lie(zip: Buffer): Buffer {
  const central = Buffer.from('PK\x01\x02', 'latin1');
  for (let at = zip.indexOf(central); at >= 0; at = zip.indexOf(central, at + 4)) {
    if (zip.readUInt32LE(at + 24) > 1_000_000) zip.writeUInt32LE(10, at + 24);
  }
  return zip;
}

describe('what is odd is read for what it is', () => {
  const text = `phone,name\n${PHONE},Zoë\n`;
  const same: [string, () => Uint8Array | string][] = [
    ['UTF-8 with a byte order mark', () => `\ufeff${text}`],
    [
      'UTF-16 as Excel saves "Unicode text"',
      () => Buffer.from(`\ufeff${text.replaceAll(',', '\t')}`, 'utf16le'),
    ],
    ['UTF-16 the other way round', () => utf16be(`\ufeff${text}`)],
    ['UTF-16 without a mark', () => Buffer.from(text, 'utf16le')],
    ['windows-1252', () => Buffer.from(text, 'latin1')],
    ['semicolons', () => text.replaceAll(',', ';')],
    ['pipes', () => text.replaceAll(',', '|')],
    ['a hint to Excel', () => `sep=;\r\n${text.replaceAll(',', ';')}`],
    ['lines that end as on old Macs', () => text.replaceAll('\n', '\r')],
    ['mixed line ends and blank lines', () => `phone,name\r\n\n\r\n${PHONE},Zoë\r\n\r\n`],
    ['an apostrophe that hides a number from a spreadsheet', () => `phone,name\n'${PHONE},Zoë`],
    ['no header', () => `${PHONE},Zoë\n`],
  ];
  test.each(same)('%s', async (_, content) => {
    expect(await importAll(content())).toMatchObject({ rows_created: 1, rows_failed: 0 });
    expect(await phones()).toEqual([PHONE]);
    expect(await names()).toEqual(['Zoë']);
  });

  test('quoted line breaks, delimiters and quotes', async () => {
    await importAll(`phone,name\n${PHONE},"Ann ""A""\r\nfirst; second, third"\n`);
    expect(await names()).toEqual(['Ann "A"\r\nfirst; second, third']);
  });

  test('200 columns, and two of the same name', async () => {
    const header = ['phone', 'name', ...Array.from({ length: 197 }, (_, i) => `c${i}`), 'name'];
    const done = await importAll(
      `${header.join(',')}\n${[PHONE, 'Ann', ...Array(198).fill('x')].join(',')}\n`,
    );
    expect(done.analysis?.columns).toHaveLength(200);
    expect(done.analysis?.columns.map(({ field }) => field).filter(Boolean)).toEqual(['phone', 'name']);
    expect(await names()).toEqual(['Ann']);
  });

  test('a wrong delimiter shows as one column, and imports nobody', async () => {
    const done = await importAll(`phone^name\n${PHONE}^Ann\n`);
    expect(done.analysis?.columns).toHaveLength(1);
    expect(done).toMatchObject({ rows_created: 0, rows_failed: 1 });
  });

  test('zero bytes, a cell of 1 MB and too many cells cost their rows alone', async () => {
    const done = await importAll(
      `phone,name\n${PHONE},Ann\n+4915112345702,a\0b\n+4915112345703,${'x'.repeat(1_000_000)}\n+4915112345704,Bo,more\n+49151\0,C\n+4915112345705,Di`,
    );
    expect(done).toMatchObject({ rows_created: 2, rows_failed: 4 });
    expect(done.errors.map(({ row_number, code }) => [row_number, code])).toEqual([
      [3, 'nul_byte'],
      [4, 'cell_too_long'],
      [5, 'too_many_cells'],
      [6, 'nul_byte'],
    ]);
    expect(done.errors.every(({ raw }) => (raw?.length ?? 0) <= 200)).toBe(true);
    expect(await names()).toEqual(['Ann', 'Di']);
  });

  test('formulas are kept as the text they are, and cannot run from the error file', async () => {
    const formula = '=HYPERLINK("http://evil.example","x")';
    const done = await importAll(
      `phone,name\n${PHONE},"${formula.replaceAll('"', '""')}"\n=1+1,@SUM\n-2+3,x\n`,
    );
    expect(await names()).toEqual([formula]);
    const errors = await (await fetch((await world.client.imports.errorFileUrl(done)) ?? '')).text();
    expect(errors).toContain(`"'=1+1"`);
    expect(errors).toContain(`"'-2+3"`);
  });

  test('a workbook: the chosen sheet, numbers as phones, dates by style, formulas by their last value', async () => {
    const { id, analysis } = await world.upload(await zipOf(workbookParts(PEOPLE_ROWS)), 'people.xlsx');
    expect(analysis).toMatchObject({ format: 'xlsx', sheets: ['Notes', 'People'], sheet: 'Notes' });
    await world.client.imports.analyse(id, { sheet: 'People' });
    const chosen = await world.untilState(id, ['analysed', 'failed']);
    expect(chosen.analysis).toMatchObject({ sheet: 'People', rows: 2 });
    const done = await world.run(id, {
      mapping: [
        { column: 0, field: 'phone' },
        { column: 1, field: 'name' },
        { column: 3, field: 'attribute', key: 'member_since' },
      ],
      default_country: 'DE',
    });
    expect(done).toMatchObject({ state: 'completed', rows_created: 2, rows_failed: 0, cursor_row: 5 });
    expect(await phones()).toEqual(['+4915112345600', '+4915112345702']);
    expect(await names()).toEqual(['Zoë & Co', '=SUM(A1)']);
    const [first] = await world.sql`
      select attributes from public.contacts where brand_id = ${world.brandId} order by phone limit 1`;
    expect(first?.attributes).toEqual({ member_since: '2024-01-01' });
  });

  test('a sheet that the workbook does not have', async () => {
    const { id } = await world.upload(await zipOf(workbookParts(PEOPLE_ROWS)), 'people.xlsx');
    await world.client.imports.analyse(id, { sheet: 'Elsewhere' });
    expect(await world.untilState(id, ['failed'])).toMatchObject({ failure_code: 'sheet_unknown' });
  });
});
