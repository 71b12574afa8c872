import { afterAll, describe, expect, test } from 'vitest';
import { BRAND_BLIND } from '../allowances.ts';
import { openDatabase } from '../database.ts';
import { PEOPLE, SCOPES, type Scope } from '../dataset/people.ts';
import { type Actor, attempt, type Verb } from './attempt.ts';
import { type Relation, readRelations, viewsWithoutTenant } from './relations.ts';

// Opened while the tests are collected, because there is a test for each table × verb × person.
const db = await openDatabase('seeded');
const relations = await readRelations(db.sql);
afterAll(() => db.close());

interface Persona {
  persona: string;
  actor: Actor;
  /** The rows that he must not reach. */
  scope: Scope;
  /** Verbs that are not his even on tables of his own organization that know no brand. */
  organizationVerbs: Verb[];
}

const VERBS: Verb[] = ['select', 'insert', 'update', 'delete'];
const WRITES: Verb[] = ['insert', 'update', 'delete'];
const user = (person: { user_id: string }): Actor => ({ role: 'authenticated', user_id: person.user_id });

const PERSONAS: Persona[] = [
  {
    persona: 'the owner of A on B',
    actor: user(PEOPLE.ownerOfA),
    scope: SCOPES.b1,
    organizationVerbs: VERBS,
  },
  {
    persona: 'an agent of A1 on A2',
    actor: user(PEOPLE.agentOfA1),
    scope: SCOPES.a2,
    organizationVerbs: WRITES,
  },
  {
    persona: 'a manager of A2 on A1',
    actor: user(PEOPLE.managerOfA2),
    scope: SCOPES.a1,
    organizationVerbs: WRITES,
  },
  {
    persona: 'the owner of B on A',
    actor: user(PEOPLE.ownerOfB),
    scope: SCOPES.a1,
    organizationVerbs: VERBS,
  },
  {
    persona: 'anon on A',
    actor: { role: 'anon', user_id: null },
    scope: SCOPES.a1,
    organizationVerbs: VERBS,
  },
];

interface Case extends Persona {
  relation: Relation;
  verb: Verb;
}

const CASES: Case[] = relations.flatMap((relation) =>
  PERSONAS.flatMap((persona) => {
    const blind = relation.brandColumn === null || relation.name in BRAND_BLIND;
    const verbs = blind ? persona.organizationVerbs : VERBS;
    return verbs.map((verb) => ({ ...persona, relation, verb }));
  }),
);

test('there are tables and views to look at', () => {
  expect(relations.length).toBeGreaterThan(8);
});

test('every view of public has the tenant key', async () => {
  expect(await viewsWithoutTenant(db.sql)).toEqual([]);
});

test.each(CASES)(
  '$relation.name: $verb by $persona reaches nothing',
  async ({ relation, verb, actor, scope }) => {
    const outcome = await attempt(db.sql, actor, verb, relation, scope);
    expect(outcome.rows).toBe(0);
    expect(outcome.proofs, outcome.inconclusive.join('\n')).toBeGreaterThan(0);
    if (verb === 'insert') expect(outcome.refusals).toHaveLength(1);
  },
);

describe('the owner of A sees all of A', () => {
  test.each(relations)('$name', async (relation) => {
    const count = `select count(*)::int as n from ${relation.name} where ${relation.organizationColumn} = $1`;
    const [all] = await db.sql.unsafe<{ n: number }[]>(count, [SCOPES.a1.organization_id]);
    const [seen] = await db.sql.begin(async (sql) => {
      await sql`select set_config('request.jwt.claims', ${JSON.stringify({ sub: PEOPLE.ownerOfA.user_id })}, true)`;
      await sql.unsafe('set local role authenticated');
      return sql.unsafe<{ n: number }[]>(count, [SCOPES.a1.organization_id]);
    });
    expect(seen?.n).toBe(all?.n);
    expect(seen?.n).toBeGreaterThan(0);
  });
});
