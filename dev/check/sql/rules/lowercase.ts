import { lineAt, type Rule } from '../source.ts';
import { bareWords } from '../words.ts';

export const lowercase: Rule = {
  name: 'lowercase',
  why: 'keywords and names are written in lower case, in function bodies too',
  check: (source) =>
    bareWords(source.text)
      .filter((word) => word.text !== word.text.toLowerCase())
      .map((word) => ({ line: lineAt(source.text, word.offset), message: `"${word.text}" has capitals` })),
};
