import { join } from 'node:path';
import type { GrantStmt, Node } from '@pgsql/types';
import { readSources } from '../../../dev/check/sql/source.ts';
import { listSqlFiles } from '../../../dev/schema/manifest.ts';

/** A privilege as one line, such as `table public.brands (name): update → authenticated`. */
export type GrantLine = string;

/** A function named by a grant; Postgres turns its arguments into their canonical names. */
export interface FunctionGrant {
  signature: string;
  grantees: string[];
}

export interface DeclaredGrants {
  lines: GrantLine[];
  functions: FunctionGrant[];
  /** Grants that this reader cannot follow and that therefore may not be used, with their file and line. */
  unreadable: string[];
}

/** Collects the `grant` statements of sql/ for schemas, tables, columns, sequences and functions. */
export async function readDeclaredGrants(root: string): Promise<DeclaredGrants> {
  const paths = listSqlFiles(join(root, 'sql')).map((path) => `sql/${path}`);
  const declared: DeclaredGrants = { lines: [], functions: [], unreadable: [] };
  for (const source of await readSources(root, paths)) {
    for (const { node, line } of source.statements) {
      if ('GrantStmt' in node && node.GrantStmt.is_grant === true) {
        readGrant(node.GrantStmt, `${source.path}:${line}`, declared);
      }
    }
  }
  return declared;
}

function readGrant(grant: GrantStmt, where: string, declared: DeclaredGrants): void {
  const grantees = (grant.grantees ?? []).flatMap((role) =>
    'RoleSpec' in role
      ? [role.RoleSpec.roletype === 'ROLESPEC_PUBLIC' ? 'public' : (role.RoleSpec.rolename ?? '')]
      : [],
  );
  if (grant.targtype !== 'ACL_TARGET_OBJECT') {
    declared.unreadable.push(`${where}: grants name their objects one by one`);
    return;
  }
  for (const object of grant.objects ?? []) {
    if ('ObjectWithArgs' in object) {
      declared.functions.push({ signature: signatureOf(object), grantees });
      continue;
    }
    for (const privilege of grant.privileges ?? []) {
      if (!('AccessPriv' in privilege)) continue;
      const name = privilege.AccessPriv.priv_name;
      if (name === undefined) declared.unreadable.push(`${where}: "grant all" does not say what`);
      const columns = stringsOf(privilege.AccessPriv.cols);
      const targets = columns.length > 0 ? columns.map((column) => ` (${column})`) : [''];
      for (const target of targets) {
        for (const grantee of grantees) {
          declared.lines.push(`${labelOf(object, grant.objtype)}${target}: ${name} → ${grantee}`);
        }
      }
    }
  }
}

function labelOf(object: Node, type: string | undefined): string {
  if ('RangeVar' in object) {
    const kind = type === 'OBJECT_SEQUENCE' ? 'sequence' : 'table';
    return `${kind} ${object.RangeVar.schemaname ?? ''}.${object.RangeVar.relname ?? ''}`;
  }
  return 'String' in object ? `schema ${object.String.sval ?? ''}` : 'unknown';
}

function signatureOf(object: Extract<Node, { ObjectWithArgs: unknown }>): string {
  const { objname, objargs } = object.ObjectWithArgs;
  const types = (objargs ?? []).map((argument) => {
    if (!('TypeName' in argument)) return '';
    const { names, arrayBounds } = argument.TypeName;
    return (
      stringsOf(names)
        .map((part) => `"${part}"`)
        .join('.') + ((arrayBounds ?? []).length > 0 ? '[]' : '')
    );
  });
  return `${stringsOf(objname).join('.')}(${types.join(', ')})`;
}

function stringsOf(nodes: Node[] | undefined): string[] {
  return (nodes ?? []).flatMap((node) => ('String' in node ? [node.String.sval ?? ''] : []));
}
