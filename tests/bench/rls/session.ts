import type { Sql } from 'postgres';

/** A brand and somebody who works in it. */
export interface Tenant {
  brand_id: string;
  user_id: string;
  contacts: number;
}

/** Who asks, and in which brand. */
export type Caller = Pick<Tenant, 'brand_id' | 'user_id'>;

/** Ten brands from the largest to the smallest with a manager of each. */
export async function chooseTenants(sql: Sql): Promise<Tenant[]> {
  return sql<Tenant[]>`
    with sized as (
      select brand_id, organization_id, count(*)::int as contacts, ntile(10) over (order by count(*) desc) as tile
      from public.contacts group by 1, 2
    ), chosen as (select distinct on (tile) * from sized order by tile, contacts desc)
    select c.brand_id, c.contacts, m.user_id from chosen c
    join public.members m on m.organization_id = c.organization_id and m.role_key = 'manager'
    order by c.contacts desc`;
}

/** Milliseconds of a query in a request of the Data API; opening the request is not counted. */
export async function timeAs(
  sql: Sql,
  caller: Caller,
  text: string,
  values: string[] = [caller.brand_id],
): Promise<number> {
  await sql`begin`;
  await openRequest(sql, caller);
  const started = performance.now();
  await sql.unsafe(text, values);
  const milliseconds = performance.now() - started;
  await sql`commit`;
  return milliseconds;
}

/** Says on stderr how a query of the Data API is planned. */
export async function explainAs(
  sql: Sql,
  caller: Caller & { values?: string[] },
  text: string,
  title: string,
): Promise<void> {
  await sql`begin`;
  await openRequest(sql, caller);
  const rows = await sql.unsafe<{ 'QUERY PLAN': string }[]>(
    `explain (analyze, buffers) ${text}`,
    caller.values ?? [caller.brand_id],
  );
  await sql`commit`;
  console.error(`\n${title}:\n${rows.map((row) => row['QUERY PLAN']).join('\n')}`);
}

/** Becomes a user for the transaction, as the Data API does. */
export async function openRequest(sql: Sql, { user_id, brand_id }: Caller): Promise<void> {
  await sql`select set_config('role', 'authenticated', true),
    set_config('request.jwt.claims', ${JSON.stringify({ sub: user_id, role: 'authenticated' })}, true),
    set_config('request.headers', ${JSON.stringify({ 'x-brand-id': brand_id })}, true)`;
}
