import type { Sql } from 'postgres';
import type { Dice } from './dice.ts';

interface Policy {
  table: string;
  name: string;
  command: 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';
}

/** The policies of public that could be loosened. */
export function readPolicies(sql: Sql): Promise<Policy[]> {
  return sql<Policy[]>`
    select tablename as "table", policyname as name, cmd as command from pg_policies
    where schemaname = 'public' and 'authenticated' = any (roles) and coalesce(qual, with_check) <> 'true'
    order by 1, 2`;
}

/**
 * Makes a hole in a scratch database, to show that the audit finds it: one policy lets everything pass, or the guard of
 * the functions does. Without a name, by chance. Says what it did.
 */
export async function plantLeak(sql: Sql, dice: Dice, name?: string): Promise<string> {
  const policies = await readPolicies(sql);
  if (name === 'require_brand' || (name === undefined && dice.chance(0.1))) {
    await sql.unsafe(`create or replace function private.require_brand(brand_id uuid, permission text) returns void
      language sql stable set search_path = '' as 'select'`);
    return 'private.require_brand() refuses nobody';
  }
  const policy =
    name === undefined ? dice.pick(policies) : policies.find((candidate) => candidate.name === name);
  if (policy === undefined) throw new Error(`There is no policy ${name}.`);
  const loose = {
    SELECT: 'using (true)',
    DELETE: 'using (true)',
    INSERT: 'with check (true)',
    UPDATE: 'using (true) with check (true)',
  };
  await sql.unsafe(`alter policy "${policy.name}" on public."${policy.table}" ${loose[policy.command]}`);
  return `policy ${policy.name} lets everything pass`;
}
