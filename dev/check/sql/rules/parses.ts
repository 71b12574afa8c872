import type { Rule } from '../source.ts';

export const parses: Rule = {
  name: 'parses',
  why: 'every file is read by the parser of PostgreSQL 17 itself',
  check: (source) => (source.syntaxError === null ? [] : [source.syntaxError]),
};
