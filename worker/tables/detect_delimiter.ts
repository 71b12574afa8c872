export type Delimiter = ',' | ';' | '\t' | '|';

const CANDIDATES: Delimiter[] = [',', ';', '\t', '|'];

/** Lines that are looked at. */
const LINES = 100;

/**
 * The delimiter of a text's first lines: the one that most lines have equally often; of two such, the one they have more of.
 * Excel's own hint, a first line "sep=;", is believed. What stands between quotes is not counted.
 * @param isWhole false when the text goes on, so that its last line is not complete
 */
export function detectDelimiter(text: string, isWhole: boolean): { delimiter: Delimiter; hinted: boolean } {
  const hint = /^"?sep=([,;\t|])"?(\r\n|\n|\r|$)/.exec(text)?.[1];
  if (hint !== undefined) return { delimiter: hint as Delimiter, hinted: true };
  const lines = countPerLine(text, isWhole);
  let best: { delimiter: Delimiter; score: number; count: number } = { delimiter: ',', score: 0, count: 0 };
  CANDIDATES.forEach((delimiter, at) => {
    const times = new Map<number, number>();
    for (const line of lines) times.set(line[at] ?? 0, (times.get(line[at] ?? 0) ?? 0) + 1);
    times.delete(0);
    const [count, score] = [...times].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [0, 0];
    if (score > best.score || (score === best.score && count > best.count))
      best = { delimiter, score, count };
  });
  return { delimiter: best.delimiter, hinted: false };
}

/** How often each candidate stands in each of the first lines. */
function countPerLine(text: string, isWhole: boolean): number[][] {
  const lines: number[][] = [];
  let line = [0, 0, 0, 0];
  let isQuoted = false;
  let isEmpty = true;
  for (let i = 0; i < text.length && lines.length < LINES; i++) {
    const character = text[i] ?? '';
    if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (character === '\n' || character === '\r')) {
      if (!isEmpty) lines.push(line);
      line = [0, 0, 0, 0];
      isEmpty = true;
      continue;
    } else if (!isQuoted) {
      const at = CANDIDATES.indexOf(character as Delimiter);
      if (at >= 0) line[at] = (line[at] ?? 0) + 1;
    }
    isEmpty = false;
  }
  if (!isEmpty && (isWhole || lines.length === 0)) lines.push(line);
  return lines;
}
