import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import yazl from 'yazl';

/** Rows of a sheet, by Excel's own limit. */
export const MAX_SHEET_ROWS = 1_048_576;
/** Characters of a cell, by the same. */
const MAX_CELL = 32_767;

const HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const SCHEMAS = 'http://schemas.openxmlformats.org';

const PARTS: Record<string, string> = {
  '[Content_Types].xml':
    `<Types xmlns="${SCHEMAS}/package/2006/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    `<Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>` +
    `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/></Types>`,
  '_rels/.rels': relations('officeDocument', 'xl/workbook.xml'),
  'xl/_rels/workbook.xml.rels': relations('worksheet', 'worksheets/sheet1.xml'),
};

function relations(type: string, target: string): string {
  return (
    `<Relationships xmlns="${SCHEMAS}/package/2006/relationships">` +
    `<Relationship Id="rId1" Type="${SCHEMAS}/officeDocument/2006/relationships/${type}" Target="${target}"/></Relationships>`
  );
}

/**
 * An Excel workbook with one sheet, made while its rows come: memory does not grow with them. All cells are texts, which
 * Excel never runs as formulas.
 * @param rows texts of a row's cells; the first row is shown as any other
 */
export function writeXlsx(sheet: string, rows: AsyncIterable<string[][]>): NodeJS.ReadableStream {
  const zip = new yazl.ZipFile();
  for (const [name, text] of Object.entries(PARTS)) zip.addBuffer(Buffer.from(HEADER + text), name);
  const workbook =
    `<workbook xmlns="${SCHEMAS}/spreadsheetml/2006/main" xmlns:r="${SCHEMAS}/officeDocument/2006/relationships">` +
    `<sheets><sheet name="${escapeXml(sheet.slice(0, 31))}" sheetId="1" r:id="rId1"/></sheets></workbook>`;
  zip.addBuffer(Buffer.from(HEADER + workbook), 'xl/workbook.xml');
  const content = new PassThrough();
  zip.addReadStream(content, 'xl/worksheets/sheet1.xml');
  zip.end();
  writeSheet(content, rows).catch((error) => {
    content.destroy(error);
    (zip.outputStream as PassThrough).destroy(error);
  });
  return zip.outputStream;
}

async function writeSheet(content: PassThrough, rows: AsyncIterable<string[][]>): Promise<void> {
  content.write(`${HEADER}<worksheet xmlns="${SCHEMAS}/spreadsheetml/2006/main"><sheetData>`);
  for await (const some of rows) {
    let xml = '';
    for (const cells of some) {
      xml += '<row>';
      for (const cell of cells) {
        xml +=
          cell === ''
            ? '<c/>'
            : `<c t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell.slice(0, MAX_CELL))}</t></is></c>`;
      }
      xml += '</row>';
    }
    if (!content.write(xml)) await once(content, 'drain');
  }
  content.end('</sheetData></worksheet>');
}

/** Characters that XML cannot hold are left out. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, '')
    .replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
