/** A function call in a policy that would run once a row instead of once a query. */
export interface PolicyCall {
  name: string;
  reason: string;
}

/** Only functions of these schemas are looked at: they read tables or settings, so each call costs. */
const SCHEMAS = new Set(['private', 'public', 'auth', 'realtime', 'storage']);

type Tree = Record<string, unknown>;

/**
 * Calls of helper functions in a policy expression (a parsed tree) that the planner cannot run once a query:
 * those outside of `(select …)` or `array(select …)`, and those inside that are given a column of the row.
 */
export function perRowCalls(expression: unknown, inSelect = false): PolicyCall[] {
  if (Array.isArray(expression)) return expression.flatMap((item) => perRowCalls(item, inSelect));
  if (!isTree(expression)) return [];
  const calls: PolicyCall[] = [];
  const call = expression.FuncCall;
  if (isTree(call)) {
    const name = dottedName(call.funcname);
    if (SCHEMAS.has(name.split('.')[0] ?? '')) {
      if (!inSelect) calls.push({ name, reason: 'is not wrapped in (select …)' });
      else if (mentionsColumn(call.args))
        calls.push({ name, reason: 'is given a column, so it runs for each row' });
    }
  }
  const sublink = expression.SubLink;
  if (isTree(sublink)) {
    calls.push(...perRowCalls(sublink.testexpr, inSelect), ...perRowCalls(sublink.subselect, true));
    return calls;
  }
  for (const value of Object.values(expression)) calls.push(...perRowCalls(value, inSelect));
  return calls;
}

function mentionsColumn(tree: unknown): boolean {
  if (Array.isArray(tree)) return tree.some(mentionsColumn);
  if (!isTree(tree)) return false;
  return 'ColumnRef' in tree || Object.values(tree).some(mentionsColumn);
}

function dottedName(parts: unknown): string {
  if (!Array.isArray(parts)) return '';
  return parts.map((part) => (isTree(part) && isTree(part.String) ? String(part.String.sval) : '')).join('.');
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null;
}
