import type { SqlSource } from './source.ts';

/** A `create function` statement. */
export interface DeclaredFunction {
  /** With its schema if the statement names one: `private.health`. */
  name: string;
  schema: string | null;
  isProcedure: boolean;
  line: number;
  options: { defname?: string; arg?: unknown }[];
  text: string;
}

/** The functions that a file creates. */
export function functionsOf(source: SqlSource): DeclaredFunction[] {
  return source.statements.flatMap((statement) => {
    if (!('CreateFunctionStmt' in statement.node)) return [];
    const create = statement.node.CreateFunctionStmt;
    const parts = (create.funcname ?? []).flatMap((part) =>
      'String' in part ? [part.String.sval ?? ''] : [],
    );
    const options = (create.options ?? []).flatMap((option) => ('DefElem' in option ? [option.DefElem] : []));
    return [
      {
        name: parts.join('.'),
        schema: parts.length > 1 ? (parts[0] ?? null) : null,
        isProcedure: create.is_procedure === true,
        line: statement.line,
        options,
        text: statement.text,
      },
    ];
  });
}

/** The value of an option such as `volatility`, `security` or `set`; for several `set` options all of them. */
export function functionOption(fn: DeclaredFunction, name: string): unknown {
  const found = fn.options.filter((option) => option.defname === name).map((option) => option.arg ?? true);
  return found.length > 1 ? found : found[0];
}
