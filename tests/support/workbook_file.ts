import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';

/** Packs parts into a zip file. */
export async function zipOf(parts: Record<string, string | Readable>): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, content] of Object.entries(parts)) {
    if (typeof content === 'string') zip.addBuffer(Buffer.from(content), name);
    else zip.addReadStream(content, name);
  }
  zip.end();
  return buffer(zip.outputStream as Readable);
}

const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The parts of a workbook as Excel writes them: two sheets, shared strings, dates by style. */
export function workbookParts(rows: string): Record<string, string> {
  return {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': `<Relationships><Relationship Id="rId1" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml':
      `<workbook xmlns:r="${REL}"><workbookPr/><sheets><sheet name="Notes" sheetId="1" r:id="rId1"/>` +
      '<sheet name="People" sheetId="2" r:id="rId2"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      `<Relationships><Relationship Id="rId1" Type="${REL}/worksheet" Target="worksheets/sheet1.xml"/>` +
      `<Relationship Id="rId2" Type="${REL}/worksheet" Target="/xl/worksheets/sheet2.xml"/>` +
      `<Relationship Id="rId3" Type="${REL}/sharedStrings" Target="sharedStrings.xml"/>` +
      `<Relationship Id="rId4" Type="${REL}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml':
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
      '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>',
    'xl/sharedStrings.xml':
      '<sst><si><t>Phone</t></si><si><t>Name</t></si><si><t>Member since</t></si>' +
      '<si><r><t>Zo</t></r><r><t xml:space="preserve">ë &amp; Co</t></r><rPh><t>x</t></rPh></si></sst>',
    'xl/worksheets/sheet1.xml':
      '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Nothing</t></is></c></row><row r="2"><c r="A2"><v>1</v></c></row></sheetData></worksheet>',
    'xl/worksheets/sheet2.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
  };
}

/** Header, a number as phone and a date; a formula and a text; a gap of rows and columns. */
export const PEOPLE_ROWS =
  '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="s"><v>2</v></c></row>' +
  '<row r="2"><c r="A2"><v>4.9151123456E12</v></c><c r="B2" t="s"><v>3</v></c><c r="D2" s="1"><v>45292</v></c></row>' +
  '<row r="5"><c r="A5" t="str"><f>"+49"&amp;1</f><v>+4915112345702</v></c><c r="B5" t="inlineStr"><is><t>=SUM(A1)</t></is></c></row>';

/** A zip whose one large part is made of spaces: 100 MB in 100 kB. */
export function zipBomb(): Promise<Buffer> {
  const spaces = Buffer.alloc(1024 * 1024, ' ');
  return zipOf({
    ...workbookParts(''),
    'xl/worksheets/sheet2.xml': '',
    'xl/sharedStrings.xml': Readable.from(
      (function* () {
        yield '<sst>';
        for (let i = 0; i < 100; i++) yield spaces;
        yield '</sst>';
      })(),
    ),
  });
}
