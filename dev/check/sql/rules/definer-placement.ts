import { functionOption, functionsOf } from '../functions.ts';
import type { Rule } from '../source.ts';

export const definerPlacement: Rule = {
  name: 'definer-placement',
  why: 'a security definer function lives in schema private, or says with "-- public door: <why>" that it is one',
  check(source) {
    const door = /^-- public door: \S/m.test(source.text);
    return functionsOf(source)
      .filter((fn) => isDefiner(functionOption(fn, 'security')) && fn.schema !== 'private' && !door)
      .map((fn) => ({
        line: fn.line,
        message: `${fn.name} is security definer outside private without "-- public door: <why>"`,
      }));
  },
};

function isDefiner(security: unknown): boolean {
  return JSON.stringify(security ?? null).includes('"boolval":true');
}
