import { StringDecoder } from 'node:string_decoder';
import { SaxesParser } from 'saxes';
import { MAX_ROW_LENGTH, TableError } from './table_error.ts';
import { damaged } from './zip_entries.ts';

export interface XmlListener {
  open(name: string, attributes: Record<string, string>): void;
  close(name: string): void;
  text?(text: string): void;
}

/**
 * Reads XML a block at a time and tells what it meets, by local names; `yield`s after each block, when everything in it has
 * been told. There are no entities but XML's own, and a document that declares some is refused.
 * @throws TableError workbook_damaged, row_too_long
 */
export async function* readXml(source: AsyncIterable<Buffer>, listener: XmlListener): AsyncGenerator<void> {
  const parser = new SaxesParser();
  const decoder = new StringDecoder('utf8');
  let silent = 0;
  parser.on('error', (error) => {
    throw damaged(error);
  });
  parser.on('doctype', () => {
    throw damaged(new Error('it declares a document type'));
  });
  parser.on('opentag', (tag) => {
    silent = 0;
    listener.open(localName(tag.name), tag.attributes as Record<string, string>);
  });
  parser.on('closetag', (tag) => {
    silent = 0;
    listener.close(localName(tag.name));
  });
  if (listener.text) parser.on('text', (text) => listener.text?.(text));
  try {
    for await (const bytes of source) {
      silent += bytes.length;
      parser.write(decoder.write(bytes));
      // Between two tags the parser keeps all there is.
      if (silent > MAX_ROW_LENGTH)
        throw new TableError('row_too_long', 'A cell of the workbook is longer than 4 MB.');
      yield;
    }
    parser.write(decoder.end()).close();
  } catch (error) {
    throw error instanceof TableError ? error : damaged(error as Error);
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
