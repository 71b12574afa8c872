import { posix } from 'node:path';
import { readXml } from './read_xml.ts';
import { damaged, type ZipEntries } from './zip_entries.ts';

/** What is outside the sheets of a workbook. */
export interface Workbook {
  sheets: { name: string; part: string }[];
  sharedStrings: string;
  /** Dates count from 1904 instead of 1900. */
  is1904: boolean;
  /** By the number of a cell's style: whether the number in it is a date. */
  isDateStyle: boolean[];
}

/** @throws TableError workbook_damaged */
export async function readWorkbook(zip: ZipEntries): Promise<Workbook> {
  const root = await readRelations(zip, '', '_rels/.rels');
  const part =
    [...root.values()].find(({ type }) => type.endsWith('/officeDocument'))?.part ?? 'xl/workbook.xml';
  const folder = posix.dirname(part);
  const relations = await readRelations(zip, folder, `${folder}/_rels/${posix.basename(part)}.rels`);
  const ofType = (type: string) => [...relations.values()].find((r) => r.type.endsWith(`/${type}`))?.part;
  const sheets: Workbook['sheets'] = [];
  let is1904 = false;
  const listener = {
    open(tag: string, attributes: Record<string, string>) {
      if (tag === 'workbookPr') is1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
      if (tag !== 'sheet') return;
      const relation = relations.get(attributes['r:id'] ?? attributes.id ?? '');
      if (relation?.type.endsWith('/worksheet')) {
        sheets.push({ name: attributes.name ?? `Sheet ${sheets.length + 1}`, part: relation.part });
      }
    },
    close() {},
  };
  for await (const _ of readXml(await zip.open(part), listener));
  if (sheets.length === 0) throw damaged(new Error('it has no sheet'));
  return {
    sheets,
    is1904,
    sharedStrings: ofType('sharedStrings') ?? `${folder}/sharedStrings.xml`,
    isDateStyle: await readDateStyles(zip, ofType('styles') ?? `${folder}/styles.xml`),
  };
}

async function readRelations(zip: ZipEntries, folder: string, name: string) {
  const relations = new Map<string, { type: string; part: string }>();
  if (!zip.has(name)) return relations;
  const listener = {
    open(tag: string, { Id, Type, Target }: Record<string, string>) {
      if (tag !== 'Relationship' || Id === undefined || Target === undefined) return;
      const part = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target);
      relations.set(Id, { type: Type ?? '', part });
    },
    close() {},
  };
  for await (const _ of readXml(await zip.open(name), listener));
  return relations;
}

/** Excel's own date formats, ECMA-376 part 1, 18.8.30. */
const isBuiltInDate = (id: number) =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

async function readDateStyles(zip: ZipEntries, name: string): Promise<boolean[]> {
  const styles: boolean[] = [];
  if (!zip.has(name)) return styles;
  const custom = new Map<number, boolean>();
  let isInCells = false;
  const listener = {
    open(tag: string, attributes: Record<string, string>) {
      if (tag === 'numFmt')
        custom.set(Number(attributes.numFmtId), isDateFormat(attributes.formatCode ?? ''));
      else if (tag === 'cellXfs') isInCells = true;
      else if (tag === 'xf' && isInCells) {
        const id = Number(attributes.numFmtId ?? 0);
        styles.push(custom.get(id) ?? isBuiltInDate(id));
      }
    },
    close(tag: string) {
      if (tag === 'cellXfs') isInCells = false;
    },
  };
  for await (const _ of readXml(await zip.open(name), listener));
  return styles;
}

/** Whether a format shows a date: it names parts of one outside of quotes, brackets and escapes. */
function isDateFormat(code: string): boolean {
  return /[ymdhs]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\.|_.|general/gi, ''));
}
