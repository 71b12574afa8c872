import type { Finding, Rule } from '../source.ts';

const WIDTH = 140;
const LENGTH = 500;

export const textLayout: Rule = {
  name: 'text-layout',
  why: `no tabs, no trailing white space, ${WIDTH} columns, ${LENGTH} lines, one newline at the end`,
  check(source) {
    const findings: Finding[] = [];
    const lines = source.text.split('\n');
    lines.forEach((text, index) => {
      const line = index + 1;
      if (text.includes('\t')) findings.push({ line, message: 'a tab' });
      if (/\s$/.test(text)) findings.push({ line, message: 'white space at the end of the line' });
      if (text.length > WIDTH) findings.push({ line, message: `${text.length} columns wide` });
    });
    if (lines.length - 1 > LENGTH)
      findings.push({ line: LENGTH + 1, message: `${lines.length - 1} lines long` });
    if (!source.text.endsWith('\n')) findings.push({ line: lines.length, message: 'no newline at the end' });
    else if (source.text.endsWith('\n\n'))
      findings.push({ line: lines.length, message: 'blank lines at the end' });
    return findings;
  },
};
