import { functionsOf } from '../functions.ts';
import type { Finding, Rule } from '../source.ts';

export const qualifiedNames: Rule = {
  name: 'qualified-names',
  why: 'what a file creates is named with its schema, so that the caller’s search_path cannot move it',
  check(source) {
    const findings: Finding[] = functionsOf(source)
      .filter((fn) => fn.schema === null)
      .map((fn) => ({ line: fn.line, message: `function ${fn.name} has no schema` }));
    for (const { node, line } of source.statements) {
      const relation =
        'CreateStmt' in node ? node.CreateStmt.relation : 'ViewStmt' in node ? node.ViewStmt.view : undefined;
      if (relation !== undefined && relation.relpersistence !== 't' && relation.schemaname === undefined) {
        findings.push({ line, message: `${relation.relname ?? ''} has no schema` });
      }
    }
    return findings;
  },
};
