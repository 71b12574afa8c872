/** A phone number in E.164 is no formula, and whoever reads the file by program wants it as it is. */
const PHONE = /^\+[0-9]{5,15}$/;
/** What spreadsheets run (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r\n]/;

/** A quoted cell (RFC 4180); what a spreadsheet would run as a formula gets an apostrophe before it. */
export function csvCell(text: string): string {
  const safe = FORMULA.test(text) && !PHONE.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** What csvCell put before a text is taken off again, so that an exported file can be imported as it is. */
export function withoutApostrophe(text: string): string {
  return text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text;
}

/** A CSV file as Excel reads it by itself: UTF-8 with a byte order mark, made while its rows come. */
export async function* writeCsv(rows: AsyncIterable<string[][]>): AsyncGenerator<Buffer> {
  yield Buffer.from('\ufeff');
  for await (const some of rows) {
    yield Buffer.from(some.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join(''));
  }
}
