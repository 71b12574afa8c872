/** A custom attribute of a brand's contacts. */
export interface Attribute {
  key: string;
  type: 'text' | 'number' | 'boolean' | 'date' | 'option';
  options: string[];
}

/** In which order the parts of a date stand; ISO 8601 is always understood. */
export type DateFormat = 'iso' | 'dmy' | 'mdy';

const YES = new Set(['true', 'yes', 'y', '1', 'x', 'ja', 'oui', 'si', 'sí', 'sim', 'evet']);
const NO = new Set(['false', 'no', 'n', '0', 'nein', 'non', 'não', 'nao', 'hayır', 'hayir']);

type Value = { value: string | number | boolean } | { fault: string };

/** Turns a cell into a value of the attribute's type, or says what it takes instead. The database checks it again. */
export function readAttribute(cell: string, { type, options }: Attribute, dates: DateFormat): Value {
  switch (type) {
    case 'number':
      return readNumber(cell);
    case 'boolean': {
      const word = cell.toLowerCase();
      if (YES.has(word)) return { value: true };
      return NO.has(word) ? { value: false } : { fault: 'The column takes yes or no.' };
    }
    case 'date':
      return readDate(cell, dates);
    case 'option': {
      const option = options.find((o) => o.toLowerCase() === cell.toLowerCase());
      return option === undefined
        ? { fault: `The column takes one of: ${options.slice(0, 20).join(', ')}.` }
        : { value: option };
    }
    default:
      return cell.length > 2000 ? { fault: 'The text has more than 2,000 characters.' } : { value: cell };
  }
}

/** "1234.5", "1,234.5", "1.234,5" and "1234,5"; one separator before three digits could be either, and is refused. */
function readNumber(cell: string): Value {
  const text = cell.replace(/[\s\u00a0'’]/g, '');
  if (/^[+-]?\d{1,3}[.,]\d{3}$/.test(text)) {
    return { fault: 'It is not clear whether this separates thousands or decimals: write it without.' };
  }
  let plain: string | undefined;
  if (/^[+-]?\d+([.,]\d+)?(e[+-]?\d{1,2})?$/i.test(text)) plain = text.replace(',', '.');
  else if (/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) plain = text.replaceAll(',', '');
  else if (/^[+-]?\d{1,3}(\.\d{3})+(,\d+)?$/.test(text)) plain = text.replaceAll('.', '').replace(',', '.');
  const number = Number(plain);
  return plain !== undefined && Number.isFinite(number)
    ? { value: number }
    : { fault: 'The column takes numbers.' };
}

function readDate(cell: string, dates: DateFormat): Value {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})([T ]\d{2}:\d{2}.*)?$/.exec(cell);
  const local = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(cell);
  let parts: (string | undefined)[] = [];
  if (iso) parts = iso.slice(1, 4);
  else if (local && dates === 'dmy') parts = [local[3], local[2], local[1]];
  else if (local && dates === 'mdy') parts = [local[3], local[1], local[2]];
  const [year = 0, month = 0, day = 0] = parts.map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  if (year < 1000 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) {
    const example = { iso: '2026-11-20', dmy: '20.11.2026', mdy: '11/20/2026' }[dates];
    return { fault: `The column takes dates such as ${example}.` };
  }
  return { value: date.toISOString().slice(0, 10) };
}
