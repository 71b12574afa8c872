import type { Finding, Rule, SqlSource } from '../source.ts';

export const tableFile: Rule = {
  name: 'table-file',
  why: 'the file that creates a table also enables row level security on it and says what it is for',
  check(source) {
    const secured = new Set(tablesWithRls(source));
    const commented = new Set(tablesWithComment(source));
    const findings: Finding[] = [];
    for (const statement of source.statements) {
      if (!('CreateStmt' in statement.node)) continue;
      const create = statement.node.CreateStmt;
      if (create.partbound !== undefined || create.relation?.relpersistence === 't') continue;
      const name = `${create.relation?.schemaname ?? ''}.${create.relation?.relname ?? ''}`;
      if (!secured.has(name))
        findings.push({ line: statement.line, message: `${name}: row level security is off` });
      if (!commented.has(name))
        findings.push({ line: statement.line, message: `${name}: no comment on table` });
    }
    return findings;
  },
};

function tablesWithRls(source: SqlSource): string[] {
  return source.statements.flatMap(({ node }) => {
    if (!('AlterTableStmt' in node)) return [];
    const { relation, cmds } = node.AlterTableStmt;
    const enables = JSON.stringify(cmds ?? []).includes('"AT_EnableRowSecurity"');
    return enables ? [`${relation?.schemaname ?? ''}.${relation?.relname ?? ''}`] : [];
  });
}

function tablesWithComment(source: SqlSource): string[] {
  return source.statements.flatMap(({ node }) => {
    if (!('CommentStmt' in node) || node.CommentStmt.objtype !== 'OBJECT_TABLE') return [];
    const object = node.CommentStmt.object;
    if (object === undefined || !('List' in object)) return [];
    const parts = (object.List.items ?? []).flatMap((item) =>
      'String' in item ? [item.String.sval ?? ''] : [],
    );
    return [parts.join('.')];
  });
}
