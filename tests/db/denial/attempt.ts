import postgres, { type Sql } from 'postgres';
import type { Scope } from '../dataset/people.ts';
import type { Relation } from './relations.ts';

/** Who tries: a signed-in user, or nobody. */
export interface Actor {
  role: 'authenticated' | 'anon';
  user_id: string | null;
}

export type Verb = 'select' | 'insert' | 'update' | 'delete';

/** What came of it. `rows` counts forbidden rows that were seen, or that exist more or less or changed afterwards. */
export interface Outcome {
  rows: number;
  /** SQLSTATE of each refused attempt. */
  refusals: string[];
  /** Attempts that were refused or ran without an error: those that prove something. */
  proofs: number;
  /** Errors that say nothing about rights, such as a unique key met before: the attempt proved nothing. */
  inconclusive: string[];
}

/** 42501: no privilege or a policy. 55000: the view cannot be written at all. PT…: our own checks. */
const REFUSAL = /^(42501|55000|PT4\d\d)$/;

/**
 * Tries one verb on the rows of a scope that the actor must not reach, in a transaction that is rolled back. Writes are
 * tried blindly as well (without reading a column), because a policy for select would hide a missing one for update.
 * `sql` is one superuser connection.
 */
export async function attempt(
  sql: Sql,
  actor: Actor,
  verb: Verb,
  relation: Relation,
  scope: Scope,
): Promise<Outcome> {
  const forbidden = conditionFor(relation, scope);
  const outcome: Outcome = { rows: 0, refusals: [], proofs: 0, inconclusive: [] };
  await sql.unsafe('begin');
  try {
    const row = await sampleRow(sql, relation, forbidden);
    for (const statement of await statementsFor(sql, actor, verb, relation, forbidden)) {
      await sql.unsafe('savepoint attempt');
      const before = await fingerprint(sql, relation, forbidden);
      try {
        await become(sql, actor);
        const result = await sql.unsafe(statement, statement.includes('$1') ? [row] : []);
        if (verb === 'select') outcome.rows += Number(result[0]?.n ?? 0);
        outcome.proofs += 1;
      } catch (error) {
        if (!(error instanceof postgres.PostgresError)) throw error;
        if (REFUSAL.test(error.code)) {
          outcome.refusals.push(error.code);
          outcome.proofs += 1;
        } else outcome.inconclusive.push(`${error.code} ${error.message} <- ${statement}`);
        await sql.unsafe('rollback to savepoint attempt');
      }
      await sql.unsafe('reset role');
      const after = await fingerprint(sql, relation, forbidden);
      outcome.rows += [...before].filter((mark) => !after.has(mark)).length;
      outcome.rows += [...after].filter((mark) => !before.has(mark)).length;
      await sql.unsafe('rollback to savepoint attempt');
    }
  } finally {
    await sql.unsafe('rollback');
  }
  return outcome;
}

function conditionFor(relation: Relation, scope: Scope): string {
  const organization = `${relation.organizationColumn} = '${scope.organization_id}'`;
  return relation.brandColumn === null
    ? organization
    : `${organization} and ${relation.brandColumn} = '${scope.brand_id}'`;
}

/** The statements of an attempt: with the rows named, and blindly for each column that the role may write. */
async function statementsFor(
  sql: Sql,
  actor: Actor,
  verb: Verb,
  relation: Relation,
  forbidden: string,
): Promise<string[]> {
  const { name } = relation;
  const source = `jsonb_populate_record(null::${name}, $1::text::jsonb) r`;
  switch (verb) {
    case 'select':
      return [`select count(*)::int as n from ${name} where ${forbidden}`];
    case 'delete':
      return [`delete from ${name} where ${forbidden}`, `delete from ${name}`];
    case 'insert': {
      const columns = await writable(sql, actor, relation, 'insert');
      const list = columns.length > 0 ? columns.join(', ') : relation.organizationColumn;
      return [`insert into ${name} (${list}) select ${list} from ${source}`];
    }
    case 'update': {
      const columns = await writable(sql, actor, relation, 'update');
      const tried = columns.length > 0 ? columns : [`"${relation.organizationColumn}"`];
      return tried.flatMap((column) => [
        `update ${name} set ${column} = ${column} where ${forbidden}`,
        `update ${name} set ${column} = (select ${column} from ${source})`,
      ]);
    }
  }
}

async function writable(
  sql: Sql,
  actor: Actor,
  relation: Relation,
  verb: 'insert' | 'update',
): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select quote_ident(attname) as name from pg_attribute
    where attrelid = ${relation.name}::text::regclass and attnum > 0 and not attisdropped and attgenerated = ''
      and has_column_privilege(${actor.role}, attrelid, attnum, ${verb}) order by attnum`;
  return rows.map((row) => row.name);
}

async function sampleRow(sql: Sql, relation: Relation, forbidden: string): Promise<string> {
  const [found] = await sql.unsafe<{ row: string }[]>(
    `select to_jsonb(t)::text as row from ${relation.name} t where ${forbidden} limit 1`,
  );
  if (found === undefined) throw new Error(`The data set has no row of ${relation.name} where ${forbidden}`);
  return found.row;
}

/** A mark for each forbidden row that changes whenever the row is written; a view has only its values. */
async function fingerprint(sql: Sql, relation: Relation, forbidden: string): Promise<Set<string>> {
  const mark = relation.isView
    ? 'md5(to_jsonb(t)::text)'
    : "tableoid::text || ctid::text || '/' || xmin::text";
  const rows = await sql.unsafe<{ mark: string }[]>(
    `select ${mark} as mark from ${relation.name} t where ${forbidden}`,
  );
  return new Set(rows.map((row) => row.mark));
}

/** Does what the Data API does for a request. */
async function become(sql: Sql, actor: Actor): Promise<void> {
  const claims = actor.user_id === null ? { role: actor.role } : { role: actor.role, sub: actor.user_id };
  await sql`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`;
  await sql.unsafe(`set local role ${actor.role}`);
}
