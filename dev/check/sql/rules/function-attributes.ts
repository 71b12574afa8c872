import { functionOption, functionsOf } from '../functions.ts';
import type { Finding, Rule } from '../source.ts';

export const functionAttributes: Rule = {
  name: 'function-attributes',
  why: "every function says its volatility and sets search_path = '', so that names mean one thing",
  check(source) {
    const findings: Finding[] = [];
    for (const fn of functionsOf(source)) {
      if (fn.isProcedure) continue;
      if (functionOption(fn, 'volatility') === undefined) {
        findings.push({ line: fn.line, message: `${fn.name} does not say immutable, stable or volatile` });
      }
      if (!setsEmptySearchPath(functionOption(fn, 'set'))) {
        findings.push({ line: fn.line, message: `${fn.name} lacks set search_path = ''` });
      }
    }
    return findings;
  },
};

/** True for the parsed form of `search_path = ''`. */
function setsEmptySearchPath(setting: unknown): boolean {
  const text = JSON.stringify(setting ?? null);
  return text.includes('"name":"search_path"') && /"sval":\{"sval":""\}|"sval":\{\}/.test(text);
}
